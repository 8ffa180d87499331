"""Word documents with known structure."""

import io

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def saved(document: Document) -> bytes:
    """The document's bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def handbook() -> bytes:
    """Headings of three levels, a list, a table between paragraphs, page header and footer, a link-like run."""
    document = docx.Document()
    document.core_properties.title = "Handbook of Loans"
    document.sections[0].header.paragraphs[0].text = "RUNNING HEADER"
    document.sections[0].footer.paragraphs[0].text = "RUNNING FOOTER"
    document.add_heading("Loans", 1)
    document.add_paragraph("Books are lent for four weeks.")
    document.add_heading("Renewals", 2)
    document.add_paragraph("Twice", style="List Bullet")
    table = document.add_table(rows=0, cols=2)
    for left, right in (("Item", "Weeks"), ("Book", "4"), ("Film", "1")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = left, right
    document.add_heading("Exceptions", 3)
    document.add_paragraph("None are made.")
    return saved(document)


def with_tracked_changes() -> bytes:
    """A paragraph whose deleted word must not be read and whose inserted word must."""
    document = docx.Document()
    paragraph = document.add_paragraph("The fee is ")
    for tag, inner, words in (("w:del", "w:delText", "nine"), ("w:ins", "w:t", "three")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run(" euros.")
    return saved(document)


def with_content_control() -> bytes:
    """A paragraph inside a content control, where templates put their text."""
    document = docx.Document()
    paragraph = document.add_paragraph("Inside the control.")
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    paragraph._p.addprevious(control)
    control.append(content)
    content.append(paragraph._p)
    document.add_paragraph("Outside of it.")
    assert document.element.body.find(qn("w:sdt")) is not None
    return saved(document)
