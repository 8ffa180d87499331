"""RTF: paragraphs, headings by their style, lists with their printed numbers, tables, notes after their paragraph.

Read here: the libraries there are know no headings, and cells only as lines of pipes.
"""

from pipelines.convert.failures import fail, skip
from pipelines.convert.rtf_reader import Reader
from pipelines.convert.source import Source
from pipelines.convert.titles import worth_showing
from pipelines.convert.writing import TextWriter
from pipelines.types import Text

BEGINNING = b"{\\rtf"


def claims(data: bytes) -> bool:
    """Whether it begins like one."""
    return data.startswith(BEGINNING)


def expect(source: Source) -> None:
    """Raises ``type_mismatch`` for what does not begin like RTF."""
    if not source.data.lstrip().startswith(BEGINNING):
        fail("type_mismatch", source.name, "it is not RTF")


def convert(source: Source) -> Text:
    """The title is the document's property, else its first heading. Raises ``empty``."""
    writer = TextWriter(source)
    reader = Reader(writer)
    reader.read(source.data)
    if writer.empty:
        skip("empty", source.name)
    about = {name: words for name, words in reader.about.items() if words}
    title = worth_showing(about.pop("title", None)) or writer.first_heading
    return writer.text(title, meta=about)
