"""Whether a hyphen at a line's end belongs to the word: the document itself knows how it writes the word elsewhere."""

import re
from collections.abc import Iterable
from functools import cached_property

from pipelines.convert.pdf.lines import Line

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
LAST = re.compile(r"([^\W_]+)[-\xad\u2010]?\s*$")
FIRST = re.compile(r"\s*([^\W_]+)")
BEFORE, AFTER = re.compile(r"([^\s([{<\"]+?)[-\xad\u2010]?\s*$"), re.compile(r"\s*([^\s([{<\"]+)")
ADDRESS = re.compile(r"@|://|\bwww\.|[^\W_]/[^\W_]|[^\W_]\.[^\W_]{2,}.*[/@]")
DOMAIN = re.compile(r"[^\W_]+\.[^\W\d_]{2,}(?:[/?#]|$)")
# Where an address is broken after a slash, whoever broke it put a hyphen there.
AFTER_SLASH = re.compile(r"://\S*/[-\xad\u2010]?\s*$")
# "In- und Ausland", "pre- and post-war": the hyphen stands for what is said later.
SUSPENDED = re.compile(r"\s*(?:and|or|und|oder|bzw\.|sowie|en|of|et|ou|och|og|eller)\s")
# Letters of a word that counts as one by itself.
WHOLE = 4
# What nobody breaks a word behind, but for a compound.
PARTS = {"self", "well", "ill", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
ENDINGS = {"ness", "ish", "ing", "er", "ed", "ly"}


class Vocabulary:
    """The words of a document as they stand within lines."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = lines

    @cached_property
    def _words(self) -> set[str]:
        """Only of a document that breaks words: most that programs write do not."""
        found: set[str] = set()
        for line in self._lines:
            words = WORD.findall(line.text.casefold())
            # The last word of a hyphenated line is half a word.
            found.update(words[:-1] if line.hyphen else words)
        return found

    def between(self, before: str, after: str) -> str:
        """What stands where a line ends in a hyphen: nothing, the hyphen, or, where a part is left out, a space too."""
        if SUSPENDED.match(after):
            return "- "
        return "-" if self._keeps(before, after) else ""

    def _keeps(self, before: str, after: str) -> bool:
        last, first = LAST.search(before), FIRST.match(after)
        if AFTER_SLASH.search(before):
            return False
        if not last or not first or _in_address(before, after):
            return True
        whole, parted = f"{last[1]}{first[1]}".casefold(), f"{last[1]}-{first[1]}".casefold()
        if parted in self._words or whole in self._words:
            return parted in self._words and whole not in self._words
        if min(len(last[1]), len(first[1])) >= WHOLE and {last[1].casefold(), first[1].casefold()} <= self._words:
            return True
        return not first[1][:1].islower() or last[1].isdigit() or _compound(before[: last.start(1)], last[1], first[1])


def _in_address(before: str, after: str) -> bool:
    """An address of mail or of the web, where every hyphen counts."""
    stem, rest = BEFORE.search(before), AFTER.match(after)
    if not stem or not rest:
        return False
    return bool(ADDRESS.search(stem[1]) or "@" in rest[1] or DOMAIN.search(rest[1]))


def _compound(before: str, last: str, first: str) -> bool:
    """What goes on as it began ("state-of-the-"), a letter that nobody leaves alone, and what begins compounds."""
    parts = last.casefold() in PARTS and first.casefold() not in ENDINGS
    return before.endswith("-") or len(last) == 1 or parts
