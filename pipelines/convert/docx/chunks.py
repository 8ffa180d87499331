"""Parts of a document that are documents of their own (``altChunk``): HTML, mail archives, text, Word itself."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy

from pipelines.convert.formats import by_ending
from pipelines.convert.ooxml import Package
from pipelines.convert.source import Made, Source
from pipelines.errors import NothingToIndex, UnreadableDocument
from pipelines.types import Text

ENDINGS = (
    ("wordprocessingml", "docx"),
    ("ms-word", "docx"),
    ("html", "html"),
    ("rfc822", "mht"),
    ("rtf", "rtf"),
    ("plain", "txt"),
)
# Their limits are the whole document's; anything else that is wrong with one leaves the rest readable.
OVER = frozenset({"too_long", "converter_memory"})
CHUNKS_AT_MOST = 1_000


@dataclass(slots=True)
class Chunks:
    """Reads what a part refers to, each once; ``word`` reads one that is a Word document."""

    package: Package
    source: Source
    word: Callable[[Source], Text]
    read: set[str] = field(default_factory=set)

    def text(self, part: str, key: str) -> Text | None:
        """The text of what ``part`` calls ``key``; None when it is not there, was read or cannot be read."""
        relation = self.package.relations(part).get(key)
        if relation is None or relation.external or relation.target in self.read or len(self.read) >= CHUNKS_AT_MOST:
            return None
        self.read.add(relation.target)
        if (data := self.package.data(relation.target)) is None:
            return None
        try:
            return self._converted(data, self._ending(relation.target, data))
        except NothingToIndex:
            return None
        except UnreadableDocument as wrong:
            if wrong.code in OVER:
                raise
            return None

    def _ending(self, target: str, data: bytes) -> str:
        """By its content, by what the package says of it, by its name."""
        if data.startswith(b"PK"):
            return "docx"
        if data.startswith(b"{\\rtf"):
            return "rtf"
        said = self.package.content_type(target)
        named = target.rpartition(".")[2].lower()
        return next((ending for word, ending in ENDINGS if word in said), named)

    def _converted(self, data: bytes, ending: str) -> Text | None:
        if ending == "docx":
            return self.word(replace(self.source, data=data))
        if ending in ("mht", "mhtml") or data.lstrip()[:13].lower() == b"mime-version:":
            data, ending = _page_of(data), "html"
        reader = by_ending().get(ending)
        if reader is None:
            return None
        made = reader.reader.convert(Source(data, f"{self.source.name}.{ending}", self.source.limits))
        return made.text if isinstance(made, Made) else made


def _page_of(archive: bytes) -> bytes:
    """The page of a web archive, in UTF-8."""
    message = message_from_bytes(archive, policy=policy.default)
    page = message.get_body(("html", "plain"))
    if page is None:
        return b""
    content: str = page.get_content()
    return content.encode("utf-8", "replace")
