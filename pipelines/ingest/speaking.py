"""The language of each stretch of a document: the document's, unless the stretch surely is in another."""

import re
from functools import cached_property

from pipelines.index.question import STOP_WORDS
from pipelines.text.identify import identify
from pipelines.text.stopping import function_words
from pipelines.text.writing import scripts, told_by

# So many words of a stretch are looked at; the share of function words that tells a language which is expected.
WORDS, SHARE = 100, 0.15
# Letters of a stretch below which it is in the document's language, where that has the same script.
LEAST = 60
MOST_CHARS = 700
_WORD = re.compile(r"[^\W\d_]+")


class Speech:
    """Says in which language a stretch is. ``language`` (ISO 639-1) is the document's, as it was given; else the text
    says.
    """

    def __init__(self, text: str, language: str = "") -> None:
        self._text, self._is_told = text, bool(language)
        self.language = language or identify(text)
        self._usual = STOP_WORDS if self.language == "en" else function_words(self.language)

    def of(self, stretch: str) -> str:
        """ISO 639-1, empty where neither document nor stretch says."""
        stretch = stretch[:MOST_CHARS]
        if self._is_usual(stretch):
            return self.language
        found = identify(stretch)
        if found in ("", self.language) or not self._is_enough(stretch, found) or found == self._mistaken:
            return self.language
        return found

    @cached_property
    def _mistaken(self) -> str:
        """What somebody has corrected: it is not to be found again in each stretch."""
        return identify(self._text) if self._is_told else ""

    def _is_usual(self, stretch: str) -> bool:
        said = _WORD.findall(stretch.lower())[:WORDS]
        return bool(self._usual) and sum(word in self._usual for word in said) > SHARE * len(said)

    def _is_enough(self, stretch: str, found: str) -> bool:
        script, letters = scripts(stretch).most_common(1)[0]
        return letters >= LEAST or told_by(script) == found or not self.language
