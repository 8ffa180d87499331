"""Equations as one line of text, as people type them: ``x=(-b±√(b^2-4ac))/2a``."""

from collections.abc import Callable, Mapping

from lxml import etree

from pipelines.convert.docx.names import MATH, T
from pipelines.convert.docx.shown import shown_in

M_VAL = MATH + "val"
TEXTS = (MATH + "t", T)
PROPERTIES = frozenset(MATH + name for name in ("rPr", "ctrlPr", "argPr"))


def linear(equation: etree._Element) -> str:
    """An equation, or a part of one, as text on one line."""
    if equation.tag in TEXTS:
        return equation.text or ""
    name = equation.tag.removeprefix(MATH)
    return SHAPES.get(name, _content)(equation)


def _content(element: etree._Element) -> str:
    return "".join(
        linear(child) for child in shown_in(element) if child.tag not in PROPERTIES and not child.tag.endswith("Pr")
    )


def _part(element: etree._Element, name: str) -> str:
    found = element.find(MATH + name)
    return "" if found is None else _content(found).strip()


def _parts(element: etree._Element, name: str) -> list[str]:
    return [_content(one).strip() for one in element.iterchildren(MATH + name)]


def _property(element: etree._Element, name: str, otherwise: str) -> str:
    found = element.find(f"{element.tag}Pr/{MATH}{name}")
    return otherwise if found is None else found.get(M_VAL, "")


def _one(text: str) -> str:
    """As one operand: in brackets unless it is a number or one sign. ``2a`` is two of them."""
    return text if len(text) == 1 or text.replace(".", "").replace(",", "").isdigit() else f"({text})"


def _script(sign: str, text: str) -> str:
    return sign + _one(text) if text else ""


def _scripts(element: etree._Element) -> str:
    return _script("_", _part(element, "sub")) + _script("^", _part(element, "sup"))


def _fraction(element: etree._Element) -> str:
    return f"{_one(_part(element, 'num'))}/{_one(_part(element, 'den'))}"


def _root(element: etree._Element) -> str:
    degree = _part(element, "deg")
    return f"√[{degree}]({_part(element, 'e')})" if degree else f"√{_one(_part(element, 'e'))}"


def _large(element: etree._Element) -> str:
    """A sum, an integral, a product with its bounds."""
    return f"{_property(element, 'chr', '∫')}{_scripts(element)} {_part(element, 'e')}"


def _delimited(element: etree._Element) -> str:
    between = _property(element, "sepChr", "|")
    inner = between.join(_parts(element, "e"))
    return _property(element, "begChr", "(") + inner + _property(element, "endChr", ")")


def _matrix(element: etree._Element) -> str:
    return "[" + "; ".join(", ".join(_parts(row, "e")) for row in element.iterchildren(MATH + "mr")) + "]"


def _function(element: etree._Element) -> str:
    argument = _part(element, "e")
    return f"{_part(element, 'fName')}{'' if argument.startswith(('(', '[')) else ' '}{argument}"


def _accented(element: etree._Element) -> str:
    return _part(element, "e") + _property(element, "chr", "\u0302")


SHAPES: Mapping[str, Callable[[etree._Element], str]] = {
    "f": _fraction,
    "rad": _root,
    "nary": _large,
    "d": _delimited,
    "m": _matrix,
    "func": _function,
    "acc": _accented,
    "sSup": lambda one: _part(one, "e") + _scripts(one),
    "sSub": lambda one: _part(one, "e") + _scripts(one),
    "sSubSup": lambda one: _part(one, "e") + _scripts(one),
    "sPre": lambda one: _scripts(one) + " " + _part(one, "e"),
    "limLow": lambda one: _part(one, "e") + _script("_", _part(one, "lim")),
    "limUpp": lambda one: _part(one, "e") + _script("^", _part(one, "lim")),
    "eqArr": lambda one: "; ".join(_parts(one, "e")),
    "oMathPara": lambda one: "\n".join(text for text in _parts(one, "oMath") if text),
}
