"""DOCX to text: paragraphs, headings, lists and tables in their order, with what hangs on them at its place."""

from dataclasses import dataclass, field

from pipelines.convert import ooxml
from pipelines.convert.archive import Room
from pipelines.convert.docx.body import BodyWriter
from pipelines.convert.docx.chunks import Chunks
from pipelines.convert.docx.document import Document, open_document
from pipelines.convert.docx.furniture import SIDES, furniture, says_something
from pipelines.convert.docx.notes import Story
from pipelines.convert.failures import skip
from pipelines.convert.source import Source
from pipelines.convert.titles import worth_showing
from pipelines.convert.writing import TextWriter
from pipelines.types import Text

LANGUAGE, TITLE = "wordprocessingml", "a Word document"
# A document in a document in a document: further in, nobody looks.
DEEPEST = 3


def claims(data: bytes) -> bool:
    """Whether it is an archive with a Word document in it."""
    return ooxml.claims(data, LANGUAGE)


def expect(source: Source) -> None:
    """Raises ``type_mismatch``, ``encrypted`` or ``broken`` for what is no Word document."""
    ooxml.expect(source, LANGUAGE, TITLE)


def convert(source: Source) -> Text:
    """The title is the document's property, else its title paragraph or first heading.

    Raises ``broken``, ``encrypted``, ``empty``, ``converter_memory`` or ``too_long``.
    """
    return _Reader().read(source)


@dataclass(slots=True)
class _Reader:
    """Reads a document and those within it, which share what may be unpacked."""

    room: Room = field(default_factory=Room)
    depth: int = 0

    def read(self, source: Source) -> Text:
        """Raises ``empty`` for one that is nested too deeply."""
        if self.depth >= DEEPEST:
            skip("empty", source.name)
        self.depth += 1
        try:
            return self._read(source)
        finally:
            self.depth -= 1

    def _read(self, source: Source) -> Text:
        package = ooxml.opened(source, self.room)
        document = open_document(package, source)
        writer = TextWriter(source)
        body = BodyWriter(document, writer, Chunks(package, source, self.read).text, source.reading.comments)
        _write(document, body, inner=self.depth > 1)
        if writer.empty:
            skip("empty", source.name)
        title = worth_showing(package.about.get("title")) or body.title or writer.first_heading
        return writer.text(title, meta={key: words for key, words in package.about.items() if key != "title"})


def _write(document: Document, body: BodyWriter, *, inner: bool) -> None:
    """Heads and feet of pages come last; those of a document within another one are not shown.

    Before the body, a letterhead would be a passage of its own that holds nothing but everybody's favourite words.
    """
    body.write(Story(document.main, document.body))
    stories = () if inner else furniture(document)
    lines = dict.fromkeys((side, line) for side, story in stories for line in body.lines(story))
    seen: set[str] = set()
    for side in SIDES:
        for line in (line for at, line in lines if at == side):
            if says_something(line) and line not in seen:
                seen.add(line)
                body.writer.paragraph(line)
