"""What parent, converter server and converter child say to each other: JSON, never pickles.

A job is one message on the control socket with the descriptor of its own socket; on that, the child writes its answer
and closes, then the server adds how the child ended.
"""

import struct
from dataclasses import dataclass, field
from typing import Any

import orjson

from pipelines.convert.source import Limits
from pipelines.types import Heading, PageSpan, Text

LENGTH = struct.Struct("!Q")
MESSAGE_AT_MOST = 65_536


@dataclass(frozen=True, slots=True)
class Job:
    """``action`` is ``convert`` or ``place``; ``span`` is the stretch to place."""

    path: str
    name: str
    limits: Limits
    action: str = "convert"
    span: tuple[int, int] = (0, 0)

    def packed(self) -> bytes:
        """As one message."""
        return orjson.dumps(self)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended: its exit status as ``waitpid`` tells it, and the most memory it held, in kB."""

    status: int
    peak_kb: int = field(default=0)


def unpack_job(message: bytes) -> Job:
    """The job of a message."""
    raw = orjson.loads(message)
    return Job(**{**raw, "limits": Limits(**raw["limits"]), "span": tuple(raw["span"])})


def unpack_text(raw: dict[str, Any]) -> Text:
    """The text that a child sent."""
    return Text(
        text=raw["text"],
        title=raw["title"],
        pages=tuple(PageSpan(**page) for page in raw["pages"]),
        headings=tuple(Heading(**heading) for heading in raw["headings"]),
        page_count=raw["page_count"],
        meta=raw["meta"],
    )
