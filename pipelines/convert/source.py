"""What a converter is given: the bytes, the document's name, the limits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: characters of text, pages, memory of its child, seconds."""

    chars: int = 5_000_000
    pages: int = 5_000
    memory_mb: int = 512
    seconds: int = 120


@dataclass(frozen=True, slots=True)
class Source:
    """A document to convert."""

    data: bytes
    name: str
    limits: Limits = Limits()
