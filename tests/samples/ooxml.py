"""Word packages part by part, for what no library writes."""

import io
import zipfile
from collections.abc import Mapping, Sequence

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "r": OFFICE,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "v": "urn:schemas-microsoft-com:vml",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "http://purl.oclc.org/ooxml/officeDocument/math",
}

Related = tuple[str, str, str | bytes]


def word(
    body: str,
    *related: Related,
    main: str = "word/document.xml",
    main_type: str = MAIN_TYPE,
    relations: str = "",
    strict: bool = False,
    extra: Mapping[str, str | bytes] = {},
) -> bytes:
    """A package with this body. ``related``: (id, kind, content) of parts that the document refers to."""
    folder, _, name = main.rpartition("/")
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/{main}" ContentType="{main_type}"/></Types>',
        "_rels/.rels": relations_of([("r1", "officeDocument", main)]),
        main: part("document", f"<w:body>{body}</w:body>"),
    }
    named = [(key, kind, _file(key, kind, content)) for key, kind, content in related]
    parts[f"{folder}/_rels/{name}.rels"] = relations_of(named, relations)
    parts |= {f"{folder}/{file}": content for (_, _, file), (_, _, content) in zip(named, related, strict=True)}
    parts |= extra
    return zipped({key: _strict(content) if strict else content for key, content in parts.items()})


def part(name: str, content: str) -> str:
    """A part in Word's language."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {SPACES}>{content}</w:{name}>'


def p(text: str = "", properties: str = "", *, inner: str = "") -> str:
    """A paragraph with a run of text, then whatever else."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text) if text else ''}{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def styled(style: str) -> str:
    """A paragraph's property: its style."""
    return f'<w:pStyle w:val="{style}"/>'


def listed(list_id: int, level: int | None = None) -> str:
    """A paragraph's property: the list that it is in."""
    depth = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return f'<w:numPr>{depth}<w:numId w:val="{list_id}"/></w:numPr>'


def table(*rows: Sequence[str]) -> str:
    """A table of cells as text or, where they begin with a tag, as what is in them."""
    return f"<w:tbl>{''.join(row(*cells) for cells in rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A row of such cells."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(map(cell, cells))}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    """A cell; one that is written out already stays as it is."""
    if content.startswith(("<w:tc", "<w:sdt")):
        return content
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def levels(*formats: tuple[str, str], extra: Mapping[int, str] = {}) -> str:
    """The levels of a list: (format, text) of each."""
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{extra.get(at, "")}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(formats)
    )


def numbering(*definitions: str, lists: str = "") -> Related:
    """Definitions of lists, each used by the list of the same number (from 1), and other ``lists``."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{one}</w:abstractNum>' for at, one in enumerate(definitions, 1)
    )
    used = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(1, len(definitions) + 1)
    )
    return "rNum", "numbering", part("numbering", abstract + used + lists)


def style(key: str, content: str, *, name: str = "", kind: str = "paragraph") -> str:
    """A style."""
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name or key}"/>{content}</w:style>'


def styles(*every: str) -> Related:
    """The styles of a document."""
    return "rStyles", "styles", part("styles", "".join(every))


def field(code: str, result: str) -> str:
    """A field in its long form."""
    kinds = ("begin", "separate", "end")
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{result}{end}"


def boxed(content: str) -> str:
    """A text box as Word writes it: for itself, and once more for older programs."""
    new = f"<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>{_box(content)}</wps:txbx></wps:wsp>"
    new += "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{_box(content)}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )


def _box(content: str) -> str:
    return f"<w:txbxContent>{content}</w:txbxContent>"


def _file(key: str, kind: str, content: str | bytes) -> str:
    ending = "docx" if isinstance(content, bytes) and content.startswith(b"PK") else "xml"
    return f"{kind}-{key}.{ending}" if kind != "aFChunk" or ending == "docx" else f"chunk-{key}.htm"


def relations_of(named: Sequence[tuple[str, str, str]], more: str = "") -> str:
    every = "".join(f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{to}"/>' for key, kind, to in named)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{every}{more}</Relationships>'


def _strict(content: str | bytes) -> str | bytes:
    for usual, strict in STRICT.items():
        content = content.replace(usual, strict) if isinstance(content, str) else content
    return content


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()
