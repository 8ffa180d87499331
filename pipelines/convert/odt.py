"""ODT: the text documents of LibreOffice; comments and deleted text stay out."""

from pipelines.convert import odf
from pipelines.convert.failures import fail, skip
from pipelines.convert.odf_text import Blocks
from pipelines.convert.source import Source
from pipelines.convert.titles import worth_showing
from pipelines.convert.writing import TextWriter
from pipelines.types import Text

KIND = "text"


def claims(data: bytes) -> bool:
    """Whether it is an OpenDocument text."""
    return odf.claims(data, KIND)


def expect(source: Source) -> None:
    """Raises ``type_mismatch``, ``encrypted`` or ``broken`` for what is none."""
    odf.expect(source, KIND, "an OpenDocument text")


def convert(source: Source) -> Text:
    """The title is the document's property, else its title paragraph or first heading. Raises ``broken``, ``empty``."""
    writer = TextWriter(source)
    with odf.opened(source) as parts:
        root = parts.tree(odf.CONTENT)
        body = None if root is None else next(root.iter("{*}text"), None)
        if root is None or body is None:
            fail("broken", source.name, "it has no text")
        blocks = Blocks(parts, root, writer)
        blocks.write(body)
        about = odf.about(parts)
    if writer.empty:
        skip("empty", source.name)
    title = worth_showing(about.get("title")) or blocks.title or writer.first_heading
    return writer.text(title, meta={key: about[key] for key in about if key != "title"})
