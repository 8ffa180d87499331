"""Tells a model's "no answer" from an answer while it streams."""

from pipelines.answer.wording import REFUSAL


class RefusalGate:
    """Holds back the beginning of a text while it may still become the agreed refusal."""

    def __init__(self) -> None:
        self._held = ""
        self._open = False
        self.refused = False

    def feed(self, piece: str) -> str:
        """What may go on."""
        if self.refused or self._open:
            return "" if self.refused else piece
        self._held += piece
        start = self._held.lstrip(" \n\t\"'`*[")
        if start.startswith(REFUSAL):
            self.refused = True
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
