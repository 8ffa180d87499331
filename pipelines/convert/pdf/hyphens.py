"""Whether a hyphen at a line's end belongs to the word: the document itself knows how it writes the word elsewhere."""

import re
from collections.abc import Iterable

from pipelines.convert.pdf.lines import Line

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
LAST = re.compile(r"([^\W_]+)[-\xad\u2010]?\s*$")
FIRST = re.compile(r"\s*([^\W_]+)")


class Vocabulary:
    """The words of a document as they stand within lines."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._words: set[str] = set()
        for line in lines:
            words = WORD.findall(line.text.casefold())
            # The last word of a hyphenated line is half a word.
            self._words.update(words[:-1] if line.hyphen else words)

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether the word broken between two lines is written with a hyphen."""
        last, first = LAST.search(before), FIRST.match(after)
        if not last or not first:
            return True
        whole, parted = f"{last[1]}{first[1]}".casefold(), f"{last[1]}-{first[1]}".casefold()
        if parted in self._words or whole in self._words:
            return parted in self._words and whole not in self._words
        return not first[1][:1].islower() or last[1].isdigit()
