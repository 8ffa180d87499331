"""Names of elements, and the few ways in which an attribute says something."""

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHART_2014 = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
VML = "{urn:schemas-microsoft-com:vml}"

P, R, T, TBL, TR, TC = (WORD + name for name in ("p", "r", "t", "tbl", "tr", "tc"))
P_PR, R_PR, VAL, ID = WORD + "pPr", WORD + "rPr", WORD + "val", WORD + "id"
BOX, ALT_CHUNK, FIELD_CHAR = WORD + "txbxContent", WORD + "altChunk", WORD + "fldChar"
O_MATH, O_MATH_PARA = MATH + "oMath", MATH + "oMathPara"
OFF = ("0", "false", "off", "none")
DIGITS = 9


def val(parent: etree._Element | None, *path: str) -> str | None:
    """The value of a property at a path of Word's names; None where it is not given."""
    found = _at(parent, path)
    return None if found is None else found.get(VAL)


def number(parent: etree._Element | None, *path: str) -> int | None:
    """A property's value as a whole number; None where it is none or absurd."""
    return whole(val(parent, *path))


def whole(value: str | None) -> int | None:
    """A whole number of at most nine digits."""
    text = (value or "").strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= DIGITS else None


def on(parent: etree._Element | None, *path: str) -> bool | None:
    """Whether a property is switched on; None where it is not mentioned."""
    found = _at(parent, path)
    return None if found is None else found.get(VAL, "1").lower() not in OFF


def _at(parent: etree._Element | None, path: tuple[str, ...]) -> etree._Element | None:
    for name in path:
        parent = None if parent is None else parent.find(WORD + name)
    return parent


def words_in(element: etree._Element, tag: str) -> list[str]:
    """The text of all elements of a name within one, in order."""
    return [found.text or "" for found in element.iter(tag)]
