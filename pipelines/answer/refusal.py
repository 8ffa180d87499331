"""Tells a model's "no answer" from an answer while it streams."""

from pipelines.answer.wording import REFUSAL

LONGEST_SUGGESTION = 300


class RefusalGate:
    """Holds back the beginning of a text while it may still become the agreed refusal.

    What follows a refusal on its line is what the model would search for.
    """

    def __init__(self) -> None:
        self._held = ""
        self._open = False
        self._after = ""
        self.refused = False

    @property
    def suggested(self) -> str:
        """Other words to search for; empty without any."""
        line = self._after.strip(" \t\"'`*]:.-–—").split("\n", 1)[0]
        return line.strip(" \t\"'`*].")[:LONGEST_SUGGESTION]

    def feed(self, piece: str) -> str:
        """What may go on."""
        if self.refused:
            self._after = (self._after + piece)[:LONGEST_SUGGESTION]
        if self.refused or self._open:
            return "" if self.refused else piece
        self._held += piece
        start = self._held.lstrip(" \n\t\"'`*[")
        if start.startswith(REFUSAL):
            self.refused = True
            self._after = start.removeprefix(REFUSAL)
            return ""
        if REFUSAL.startswith(start):
            return ""
        return self._let_go()

    def close(self) -> str:
        """The rest, when nothing follows."""
        return "" if self.refused or self._open else self._let_go()

    def _let_go(self) -> str:
        self._open = True
        held, self._held = self._held, ""
        return held
