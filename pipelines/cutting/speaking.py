"""The language of each stretch of a document: the document's, unless the stretch surely is in another.

Told by scripts and function words. The model is asked about a stretch only in a document whose prose these show, of
which the stretch then is a surprise, and a few times at most.
"""

from functools import cached_property

from pipelines.text.identify import identify, shown
from pipelines.text.marks import marked, said_in
from pipelines.text.stopping import STOP_WORDS, function_words
from pipelines.text.writing import scripts, told_by

# So many words of a stretch are looked at; the share of function words that tells a language which is expected.
WORDS, SHARE = 100, 0.15
# Letters of a stretch below which it is in the document's language, where that has the same script.
LEAST = 60
MOST_CHARS = 700
# How often the model may be asked about the stretches of a document: at all, and without finding another language.
CALLS, IN_VAIN = 8, 2


class Speech:
    """Says in which language a stretch is. ``language`` (ISO 639-1) is the document's, as it was given; else the text
    says.
    """

    def __init__(self, text: str, language: str = "") -> None:
        self._text, self._is_told = text, bool(language)
        self.language = language or identify(text)
        self._usual = STOP_WORDS if self.language == "en" else function_words(self.language)
        self._calls, self._in_vain = CALLS, IN_VAIN

    def of(self, stretch: str) -> str:
        """ISO 639-1, empty where neither document nor stretch says."""
        stretch = stretch[:MOST_CHARS]
        said = said_in(stretch, WORDS)
        if self._usual and sum(map(self._usual.__contains__, said)) > SHARE * len(said):
            return self.language
        found = self._found(stretch, said)
        if found in ("", self.language) or found == self._mistaken:
            return self.language
        return found

    @cached_property
    def _mistaken(self) -> str:
        """What somebody has corrected: it is not to be found again in each stretch."""
        return identify(self._text) if self._is_told else ""

    @cached_property
    def _is_prose(self) -> bool:
        seen = shown(self._text)
        return bool(seen) and (self.language in seen or not self.language)

    def _found(self, stretch: str, said: list[str]) -> str:
        written = scripts(stretch).most_common(1)
        if not written:
            return ""
        script, letters = written[0]
        if told_by(script):
            found = identify(stretch)
            return found if letters >= LEAST or told_by(script) == found or not self.language else ""
        if letters < LEAST and self.language:
            return ""
        return (marked(said) if script == "Latin" else "") or self._asked(stretch)

    def _asked(self, stretch: str) -> str:
        if not self._calls or not self._in_vain or not self._is_prose:
            return ""
        found = identify(stretch)
        self._calls -= 1
        self._in_vain -= found in ("", self.language)
        return found
