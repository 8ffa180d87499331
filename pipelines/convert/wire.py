"""What parent, converter server and converter child say to each other: JSON, never pickles.

A job is one message on the control socket with the descriptor of its own socket and that of the document, which the
child could not open by itself; a job without one is of a file that is gone. On its socket the child writes its answer
with the files that belong to it and closes, then the server adds how the child ended.

A sitting is the message ``SITTING`` with a descriptor: on that socket jobs come with their length before them, on which
the document's descriptor travels, several ahead, and one child answers them in their order until the socket is closed.
"""

import struct
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from pipelines.convert.source import AS_IT_IS, Box, Converted, Layout, Limits, Member, Placed, Reading
from pipelines.cutting.cut import Cut, Cutting
from pipelines.cutting.splitting import Piece, Rules
from pipelines.structure.packing import packed_blocks, unpack_blocks
from pipelines.types import Heading, PageSpan, Text

LENGTH = struct.Struct("!Q")
MESSAGE_AT_MOST = 65_536
SITTING = b"sitting"
# Documents of one child, in one sitting.
SITS_FOR = 256


@dataclass(frozen=True, slots=True)
class Job:
    """``action`` is ``convert``, ``place`` (a ``span`` of the text), ``layout``, ``spot`` (``runs`` of a page's
    characters) or ``render`` (a ``page``, ``width`` pixels wide). ``path`` is the parent's, no child is told it.
    ``cutting``: of a conversion, how its text is cut too.
    """

    path: str
    name: str
    limits: Limits
    action: str = "convert"
    span: tuple[int, int] = (0, 0)
    page: int = 0
    runs: tuple[tuple[int, int], ...] = ()
    width: int = 0
    reading: Reading = AS_IT_IS
    cutting: Cutting | None = None

    def packed(self) -> bytes:
        """As one message."""
        return orjson.dumps(replace(self, path=""))


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended: its exit status as ``waitpid`` tells it, and the most memory it held, in kB."""

    status: int
    peak_kb: int = field(default=0)


def unpack_job(message: bytes) -> Job:
    """The job of a message."""
    raw = orjson.loads(message)
    runs = tuple((first, length) for first, length in raw["runs"])
    told = {"limits": Limits(**raw["limits"]), "reading": Reading(**raw["reading"])}
    cutting = raw["cutting"]
    told["cutting"] = cutting and Cutting(Rules(**cutting["rules"]), cutting["told"])
    return Job(**{**raw, **told, "span": tuple(raw["span"]), "runs": runs})


def packed_converted(converted: Converted) -> dict[str, Any]:
    """What a child made of a document, as JSON."""
    layout = packed_layout(converted.layout) if converted.layout else None
    about = {"mime": converted.mime, "fingerprint": converted.fingerprint}
    members = converted.members
    held = None if members is None else [[one.name, one.refused] for one in members]
    cut = packed_cut(converted.cut) if converted.cut else None
    return {**about, "text": packed_text(converted.text), "layout": layout, "members": held, "cut": cut}


def unpack_converted(raw: dict[str, Any], files: Sequence[bytes] = (), cutting: Cutting | None = None) -> Converted:
    """What a child made of a document; ``files`` are the bytes of its members, which travel as they are.

    ``cutting`` is what it was asked.
    """
    layout = unpack_layout(raw["layout"]) if raw["layout"] is not None else None
    held = raw["members"]
    members = None
    if held is not None:
        members = tuple(Member(name, data, refused) for (name, refused), data in zip(held, files, strict=True))
    cut = unpack_cut(raw["cut"], cutting) if cutting else None
    return Converted(unpack_text(raw["text"]), raw["mime"], raw["fingerprint"], layout, members, cut)


def packed_cut(cut: Cut) -> dict[str, Any]:
    """A cut as JSON; what was asked is known to who asked."""
    pieces = [(one.start, one.end, one.heading, one.page, one.context, one.language) for one in cut.pieces]
    return {"language": cut.language, "pieces": pieces}


def unpack_cut(raw: dict[str, Any], cutting: Cutting) -> Cut:
    """The cut that a child sent, which was asked for ``cutting``."""
    pieces = tuple([Piece(start, end, tuple(heading), *rest) for start, end, heading, *rest in raw["pieces"]])
    return Cut(cutting, raw["language"], pieces)


def packed_layout(layout: Layout) -> str:
    """A layout as JSON."""
    return b64encode(layout.data).decode()


def unpack_layout(raw: str) -> Layout:
    """The layout that a child sent."""
    return Layout(b64decode(raw))


def unpack_placed(raw: dict[str, Any]) -> Placed:
    """One page's boxes that a child sent."""
    return Placed(raw["page"], raw["width"], raw["height"], tuple(Box(**box) for box in raw["boxes"]))


def packed_text(text: Text) -> dict[str, Any]:
    """A text as JSON."""
    return {**packed_head(text), "text": text.text, "blocks": packed_blocks(text.blocks)}


def packed_head(text: Text) -> dict[str, Any]:
    """What is known of a text without itself and its blocks, as JSON."""
    names = ("title", "pages", "headings", "page_count", "meta", "language")
    return {name: getattr(text, name) for name in names}


def unpack_text(raw: dict[str, Any]) -> Text:
    """The text that a child sent, or that is stored; before there were blocks, texts had none."""
    return Text(
        text=raw["text"],
        title=raw["title"],
        pages=tuple(PageSpan(**page) for page in raw["pages"]),
        headings=tuple(Heading(**heading) for heading in raw["headings"]),
        page_count=raw["page_count"],
        meta=raw["meta"],
        blocks=unpack_blocks(raw.get("blocks", ())),
        language=raw.get("language"),
    )
