"""The gate that leaves out of a model's text what only private passages hold."""

import re
from collections.abc import Callable, Mapping

from pipelines.answer.gates import STANDS_FOR_MARK
from pipelines.answer.privacy.holdings import Holdings
from pipelines.answer.privacy.signs import UNSEEN
from pipelines.answer.privacy.views import Told

CODE = "private"
# Held back until here at most, where no sentence ends, in characters.
LONGEST = 1_500
_BLANKS = re.compile(r"(?<=\S)[^\S\n]{2,}|[\t\u2000-\u200a\u205f\u2800]")
# A sentence may end here: marks, quotation marks and brackets behind its full stop belong to it.
_END = re.compile(rf"\n|[.!?…؟۔।。！？][\"'”’»)\]*_]*(?:\s?{STANDS_FOR_MARK.pattern})*(?=\s)")
_SPACE = re.compile(r"\s")
_BEHIND = re.compile(rf"\s?{STANDS_FOR_MARK.pattern}")


class PrivacyGate:
    """Releases a text sentence by sentence, without those that tell of what only private passages hold.

    Behind one that hides something in its letters nothing more is said: the rest would go on with it. ``guessed``:
    whether a sentence may not be said for another reason: it would confirm or deny a guess. ``told``: what earlier
    answers of the conversation said, of which this one may be the next piece.
    """

    def __init__(
        self, holdings: Holdings, guessed: Callable[[str], bool] = lambda _sentence: False, *, told: str = ""
    ) -> None:
        self._holdings = holdings
        self._guessed = guessed
        self._held = ""
        self._told = Told().and_then(told) if told else Told()
        self._left_out = 0
        self._closed = False

    @property
    def withheld(self) -> Mapping[str, int]:
        """How many sentences were left out."""
        return {CODE: self._left_out} if self._left_out else {}

    def feed(self, text: str) -> str:
        """The sentences that have ended."""
        self._held += UNSEEN.sub("", text)
        said = ""
        while (cut := self._cut()) is not None:
            sentence, self._held = self._held[:cut], self._held[cut:]
            said += self._passed(sentence)
        return said

    def finish(self) -> str:
        """The last one."""
        rest, self._held = self._held, ""
        return self._passed(rest)

    def _cut(self) -> int | None:
        """Where the first sentence that is held ends for sure; None: not yet."""
        found = _END.search(self._held, 1) if self._held.strip() else None
        if found is not None and found.end() < LONGEST:
            # A mark behind it may still come: one more sign decides.
            rest = self._held[found.end() :]
            return found.end() if found[0] == "\n" or (len(rest) > 1 and not _BEHIND.match(rest)) else None
        if len(self._held) < LONGEST:
            return None
        return max((one.end() for one in _SPACE.finditer(self._held, 0, LONGEST)), default=LONGEST)

    def _passed(self, sentence: str) -> str:
        clean = _BLANKS.sub(" ", sentence)
        bare = STANDS_FOR_MARK.sub(" ", clean)
        if bare.strip() and self._withholds(bare):
            self._left_out += 1
            self._told = self._told.but_not(bare)
            # What stands around it must not grow together.
            return "\n" if sentence.endswith("\n") else ""
        self._told = self._told.and_then(bare)
        return clean

    def _withholds(self, sentence: str) -> bool:
        hidden = self._closed or self._holdings.hides(sentence, self._told)
        told = hidden or self._holdings.tells(sentence, self._told) or self._guessed(sentence.strip())
        self._closed = hidden and (self._closed or not self._holdings.tells(sentence, self._told))
        return told
