"""What a search and an excerpt show of personal data, by the chatbot's setting. Free of Flask."""

from dataclasses import replace

from pipelines.personal.masking import masked
from pipelines.questions import Passage, Passages, Pii

MASKING: frozenset[Pii] = frozenset({"redact", "block"})


def discreet(found: Passages, pii: Pii) -> Passages:
    """What a search found, as it may be shown: masked, or without what holds something personal."""
    if pii not in MASKING:
        return found
    seen = [_masked(passage) for passage in found.items]
    return replace(found, items=tuple(passage for passage, clean in seen if clean or pii == "redact"))


def excerpt(text: str, pii: Pii) -> str:
    """The beginning of a passage, as it may be shown."""
    return masked(text)[0] if pii in MASKING else text


def _masked(passage: Passage) -> tuple[Passage, bool]:
    """Its place stays what it is: who opens the document there sees the page itself."""
    text, values = masked(passage.text)
    heading = tuple(masked(part)[0] for part in passage.heading)
    place = None if passage.place is None else replace(passage.place, label=masked(passage.place.label)[0])
    title, uri = masked(passage.title)[0], masked(passage.uri)[0]
    return replace(passage, text=text, heading=heading, place=place, title=title, uri=uri), not values
