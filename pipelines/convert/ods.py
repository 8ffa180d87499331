"""ODS: every sheet under its name, its rows with their header, every cell as it is shown."""

from lxml import etree

from pipelines.convert import odf
from pipelines.convert.decode import clean
from pipelines.convert.failures import fail, skip
from pipelines.convert.grid import hidden_columns, sparse, write_sheet
from pipelines.convert.odf_lists import STYLE
from pipelines.convert.odf_text import TABLE, Blocks, whole
from pipelines.convert.source import Source
from pipelines.convert.titles import worth_showing
from pipelines.convert.writing import TextWriter
from pipelines.types import Text

KIND = "spreadsheet"


def claims(data: bytes) -> bool:
    """Whether it is an OpenDocument spreadsheet."""
    return odf.claims(data, KIND)


def expect(source: Source) -> None:
    """Raises ``type_mismatch``, ``encrypted`` or ``broken`` for what is none."""
    odf.expect(source, KIND, "a spreadsheet")


def convert(source: Source) -> Text:
    """Sheets in their order; hidden ones say so. The title is the document's property. Raises ``broken``, ``empty``."""
    writer = TextWriter(source)
    with odf.opened(source) as parts:
        root = parts.tree(odf.CONTENT)
        body = None if root is None else next(root.iter("{*}spreadsheet"), None)
        if root is None or body is None:
            fail("broken", source.name, "it has no sheets")
        hidden = {
            style.get(f"{STYLE}name")
            for style in root.iter(f"{STYLE}style")
            if any(one.get(f"{TABLE}display") == "false" for one in style)
        }
        blocks = Blocks(parts, root, writer)
        for sheet in body.iterchildren(f"{TABLE}table"):
            said = " (hidden sheet)" if sheet.get(f"{TABLE}style-name") in hidden else ""
            name = clean(sheet.get(f"{TABLE}name", "")) + said
            rows = sparse(blocks.rows(sheet, down=True))
            write_sheet(writer, name, rows, source=source, hidden=_hidden_columns(sheet))
        about = odf.about(parts)
    if writer.empty:
        skip("empty", source.name)
    meta = {"unit": "sheet", **{key: about[key] for key in about if key != "title"}}
    return writer.text(worth_showing(about.get("title")), meta=meta)


def _hidden_columns(sheet: etree._Element) -> frozenset[int]:
    ranges, column = [], 0
    for one in sheet.iter(f"{TABLE}table-column"):
        begins, column = column, column + whole(one.get(f"{TABLE}number-columns-repeated"), 1)
        if one.get(f"{TABLE}visibility") in ("collapse", "filter"):
            ranges.append((begins, column - 1))
    return hidden_columns(ranges)
