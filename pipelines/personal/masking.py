"""Text with its personal data left out, said while it comes: nothing is released that the next piece could make part
of something personal.
"""

from collections.abc import Sequence

from pipelines.personal.finding import found
from pipelines.personal.placeholders import NAMES
from pipelines.personal.spans import Kind, Span

# What is held back at least, and what is looked at again before it: words that name a number stand so far away.
HELD, BEFORE = 80, 120
STEP = 40
_BOUNDARIES = " \n\t,;。、，；"


def mask(kind: Kind) -> str:
    """What stands where something was left out."""
    return f"⟨{NAMES[kind]}⟩"


class Masking:
    """Masks one text. How it is cut into pieces changes nothing but when words are released.

    ``values`` holds what was left out, to count each once; it goes nowhere else.
    """

    def __init__(self, languages: Sequence[str] = ()) -> None:
        self._languages = languages
        self._decided = ""
        self._pending = ""
        self._enough = HELD + STEP
        self._edits: list[tuple[Span, int]] = []
        self._said = 0
        self.values: set[tuple[Kind, str]] = set()

    @property
    def decided(self) -> int:
        """How much of the text has been released, masked or not."""
        return len(self._decided)

    def feed(self, piece: str) -> str:
        """What may be said now."""
        self._pending += piece
        return self._decide(last=False) if len(self._pending) >= self._enough else ""

    def flush(self) -> str:
        """The rest: nothing follows, or nothing that would go on with a number or an address."""
        return self._decide(last=True)

    def place(self, offset: int, *, end: bool = False) -> int:
        """Where an offset of the text stands in what was said: the start, or the ``end``, of a mask it lies in."""
        shift = 0
        for span, at in self._edits:
            length = len(mask(span.kind))
            if offset <= span.start:
                break
            if offset < span.end:
                return at + (length if end else 0)
            shift = at + length - span.end
        return offset + shift

    def _decide(self, *, last: bool) -> str:
        start = max(0, len(self._decided) - BEFORE)
        seen = len(self._decided) - start
        text = self._decided[start:] + self._pending
        spans = [one for one in found(text, self._languages) if one.end > seen]
        cut = len(text) if last else _cut(text, seen, spans)
        said, at = "", seen
        for span in spans:
            if span.start >= cut:
                break
            said += text[at : max(at, span.start)]
            self._edits.append((Span(start + max(at, span.start), start + span.end, span.kind), self._said + len(said)))
            self.values.add((span.kind, text[span.start : span.end]))
            said += mask(span.kind)
            at = span.end
        said += text[at:cut]
        self._decided += text[seen:cut]
        self._pending = text[cut:]
        self._enough = len(self._pending) + max(STEP, len(self._pending) // 4) if self._pending else HELD + STEP
        self._said += len(said)
        return said


def _cut(text: str, seen: int, spans: Sequence[Span]) -> int:
    """Where what is decided ends: at a boundary of words, before whatever may go on."""
    limit = max(seen, len(text) - HELD)
    cut = max(text.rfind(sign, seen, limit) for sign in _BOUNDARIES) + 1
    cut = max(cut, seen)
    return next((max(seen, one.start) for one in spans if one.start < cut < one.end), cut)


def masked(text: str, languages: Sequence[str] = (), *, before: str = "") -> tuple[str, set[tuple[Kind, str]]]:
    """A whole text masked, and what was left out. ``before``: words in front of it that say what it is."""
    said, at, values = "", len(before), set[tuple[Kind, str]]()
    text = before + text
    for span in found(text, languages):
        if span.end > len(before):
            said += text[at : max(at, span.start)] + mask(span.kind)
            values.add((span.kind, text[span.start : span.end]))
            at = span.end
    return said + text[at:], values
