"""From passages to what a model reads: whole stretches of the stored texts, within a budget, from several documents."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from haystack import component

from pipelines.assembly.parts import WithParts
from pipelines.evidence.values import Above, Context
from pipelines.questions import Passage, Passages
from pipelines.storage.texts import StoredTexts
from pipelines.structure.headers import header_above
from pipelines.types import Text

BUDGET, PRIVATE_BUDGET = 12_000, 4_000
PER_DOCUMENT = 4
# What of a text's properties is its date, the likeliest first.
DATES = ("modified", "created", "date")
# Neighbours closer than this become one stretch with what stands between them.
GAP = 400
# How far a stretch is lengthened to the beginning or end of its paragraph.
MARGIN = 300


@component
class ContextBuilder(WithParts):
    """Numbered passages, best first. ``budget`` in characters (about a quarter as many tokens).

    Neighbours in one document are merged through their offsets in the stored text and lengthened to whole paragraphs;
    of one document at most ``per_document`` passages come before those of others. A passage whose text is gone or
    differs from storage is left out: nothing could be proven with it. Private ones have a budget of their own.
    """

    PARTS = ("texts",)
    VALUES = ("budget", "per_document")

    def __init__(self, texts: StoredTexts, budget: int = BUDGET, per_document: int = PER_DOCUMENT) -> None:
        self.texts = texts
        self.budget = budget
        self.per_document = per_document

    @component.output_types(context=Context)
    def run(self, passages: Passages, private: Passages | None = None) -> dict[str, Any]:
        """The context for a model; ``private``: what may inform it besides."""
        kept = self._fitting(passages, self.budget)
        beside = self._fitting(private, PRIVATE_BUDGET) if private is not None else ()
        return {"context": Context(kept, tuple(map(self._above, kept)), passages.degraded, beside)}

    def _fitting(self, passages: Passages, budget: int) -> tuple[Passage, ...]:
        merged = _merged([grown for item in passages.items if (grown := self._grown(item)) is not None])
        return _within(_spread([self._reread(item) for item in merged], self.per_document), budget)

    def _above(self, passage: Passage) -> Above:
        """The header of the table that the passage begins in the middle of, and the date that its text carries."""
        meta = stored.meta if (stored := self._stored(passage)) else {}
        return Above(passage.context, next((str(meta[key]) for key in DATES if meta.get(key)), ""))

    def _grown(self, passage: Passage) -> Passage | None:
        """The passage, lengthened to whole paragraphs."""
        text = self._text(passage)
        if text is None or text[passage.start : passage.end] != passage.text:
            return None
        start, end = _paragraph_start(text, passage.start), _paragraph_end(text, passage.end)
        return replace(passage, start=start, end=end, text=text[start:end])

    def _reread(self, passage: Passage) -> Passage:
        """What stands there now that it was lengthened; also of what was indexed before there was context."""
        stored = self._stored(passage) or Text("")
        context = header_above(stored, passage.start)
        return replace(passage, text=stored.text[passage.start : passage.end], context=context)

    def _text(self, passage: Passage) -> str | None:
        stored = self._stored(passage)
        return None if stored is None else stored.text

    def _stored(self, passage: Passage) -> Text | None:
        return self.texts.get(org_id=passage.org_id, document_id=passage.document_id, version=passage.version)


def _paragraph_start(text: str, at: int) -> int:
    found = text.rfind("\n\n", max(0, at - MARGIN), at)
    if found >= 0:
        return found + 2
    return 0 if at <= MARGIN else at


def _paragraph_end(text: str, at: int) -> int:
    found = text.find("\n\n", at, at + MARGIN)
    if found >= 0:
        return found
    return len(text) if len(text) - at <= MARGIN else at


def _merged(passages: Sequence[Passage]) -> list[Passage]:
    """Stretches of one version that touch or nearly touch become one, in the place of the better."""
    kept: list[Passage] = []
    for passage in passages:
        for at, other in enumerate(kept):
            if _near(passage, other):
                start, end = min(passage.start, other.start), max(passage.end, other.end)
                first = passage if passage.start < other.start else other
                kept[at] = replace(other, start=start, end=end, page=first.page, heading=first.heading)
                break
        else:
            kept.append(passage)
    return kept if len(kept) == len(passages) else _merged(kept)


def _near(one: Passage, other: Passage) -> bool:
    same = (one.org_id, one.document_id, one.version) == (other.org_id, other.document_id, other.version)
    return same and one.start <= other.end + GAP and other.start <= one.end + GAP


def _spread(passages: Sequence[Passage], per_document: int) -> list[Passage]:
    """At most so many of one document before the others; the rest keep their order behind."""
    seen: Counter[str] = Counter()
    first: list[Passage] = []
    later: list[Passage] = []
    for passage in passages:
        seen[passage.document_id] += 1
        (first if seen[passage.document_id] <= per_document else later).append(passage)
    return first + later


def _within(passages: Sequence[Passage], budget: int) -> tuple[Passage, ...]:
    """As many as fit; the first always, shortened if need be."""
    kept: list[Passage] = []
    left = budget
    for passage in passages:
        length = passage.end - passage.start
        if length > left and not kept:
            end = passage.start + left
            kept.append(replace(passage, end=end, text=passage.text[:left]))
            break
        if length <= left:
            kept.append(passage)
            left -= length
    return tuple(kept)
