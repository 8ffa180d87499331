"""MathML as linear text: ``x = (−b ± √(b^2 − 4ac))/(2a)``."""

from lxml import etree

LEAVES = frozenset(["mi", "mn", "mo", "mtext", "ms"])
# Before the second, third… part of what has parts.
BETWEEN: dict[str, tuple[str, ...]] = {
    "mfrac": ("/",),
    "msup": ("^",),
    "msub": ("_",),
    "msubsup": ("_", "^"),
    "mover": ("^",),
    "munder": ("_",),
    "munderover": ("_", "^"),
    "mroot": (", ",),
}
AROUND = {"msqrt": ("√(", ")"), "mroot": ("root(", ")"), "mtable": ("[", "]")}
LISTED = {"mtable": "; ", "mtr": ", ", "mlabeledtr": ", "}
LEFT_OUT = frozenset(["annotation", "annotation-xml", "mphantom", "none", "mprescripts"])
# Multiplication and application are not written.
INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064"))
SPACED = frozenset("=<>≤≥≠≈≡≅∼∝+-−±∓×÷·⋅→←⇒⇔↔∈∉⊂⊆∪∩∧∨:≔")
OPENING = ("(", "[", "{", "|", ",", "/", "^", "_", "")


def linear(math: etree._Element) -> str:
    """One pass over the start and end of every element; where it holds nothing, what it says of itself."""
    pieces: list[str] = []
    closing: list[str] = []
    # How many parts of each open element have begun.
    counts: list[int] = [0]
    walk = etree.iterwalk(math, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            counts.pop()
            pieces.append(closing.pop())
            continue
        at = counts[-1]
        counts[-1] += 1
        counts.append(0)
        closing.append("")
        if element.tag in LEFT_OUT:
            walk.skip_subtree()
        elif element is not math:
            closing[-1] = _opened(element, at, pieces)
            if element.tag in LEAVES:
                walk.skip_subtree()
    text = " ".join("".join(pieces).split())
    return text or " ".join((math.get("alttext") or "").split())


def _opened(element: etree._Element, at: int, pieces: list[str]) -> str:
    """Write what stands before an element and, of a leaf, itself. Answers what will stand behind it."""
    tag, above = element.tag, element.getparent()
    parent = "" if above is None else str(above.tag)
    if at:
        between = BETWEEN.get(parent, ())
        pieces.append(between[at - 1] if at <= len(between) else LISTED.get(parent, ""))
    if tag == "mspace":
        pieces.append(" ")
    if tag in LEAVES:
        pieces.append(_leaf(element, pieces))
        return ""
    before, behind = AROUND.get(tag, ("", ""))
    if tag == "mfenced":
        before, behind = element.get("open", "("), element.get("close", ")")
    elif not before and parent in BETWEEN and parent != "mroot" and not _is_single(element):
        before, behind = "(", ")"
    pieces.append(before)
    return behind


def _leaf(element: etree._Element, pieces: list[str]) -> str:
    text = " ".join("".join(map(str, element.itertext())).split()).translate(INVISIBLE)
    if element.tag == "mtext":
        return f" {text} "
    if element.tag == "mo" and text == ",":
        return ", "
    if element.tag == "mo" and text in SPACED:
        last = next((piece.strip() for piece in reversed(pieces[-4:]) if piece.strip()), "")
        # A sign, not an operation: −b.
        return text if last[-1:] in OPENING or last in SPACED else f" {text} "
    return text


def _is_single(element: etree._Element) -> bool:
    """Whether there is but one letter or number within."""
    while len(element) == 1 and element.tag not in LEAVES and element.tag not in AROUND:
        element = element[0]
    return element.tag in LEAVES
