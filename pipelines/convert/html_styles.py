"""What the style sheets within a page hide on a screen: ``display`` and ``visibility``, by the cascade.

Rules for print, for small screens and with conditions that nobody can know here say nothing. A selector that is not
understood hides nothing; where it shows something, that is read. One pass over the sheets, and for each element as many
rules as name it, of which there is a limit.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree

TOKEN = re.compile(r"\"[^\"\n]*+\"?|'[^'\n]*+'?|[{};]|[^{};\"']++")
SIMPLE = re.compile(r"[.#]?+[\w\x80-\U0010ffff-]++|\*")
COMPOUND = re.compile(rf"(?:{SIMPLE.pattern})++")
COMBINATORS = re.compile(r"\s*([>+~])\s*|\s+")
STATES = re.compile(r"::?[\w-]+(?:\([^()]*\))?|\[[^\]]*+(?:\]|$)")
# Blocks that hold rules; all other blocks behind an ``@`` hold none.
GROUPS = re.compile(r"@(?:media|supports|layer|container|-moz-document)\b", re.IGNORECASE)
MEDIA = re.compile(r"@media\b", re.IGNORECASE)
FEATURE = re.compile(r"\(\s*+(?!min-(?:device-)?width)[^()]*+\)")
MEDIUM = re.compile(r"\b(?:not|print|speech|tty|tv|projection|handheld|braille|embossed|aural)\b")
PROPERTIES = ("display", "visibility")
HIDES = {"display": ("none",), "visibility": ("hidden", "collapse")}
ELSEWHERE = frozenset(["noscript", "template", "svg"])
# Of rules for the same name the last ones count most; more of them are no style of a page.
RULES_OF_A_NAME = 64
ANCESTORS_AT_MOST = 64
NAMES_KEPT = 256
CLASSES_AT_MOST = 200
PARTS_AT_MOST = 8
INLINE = (1, 0, 0, 0, 0)


# What one element must be, ``p.note#one``: ``{"p", ".note", "#one"}``.
Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Rule:
    """What the last of ``parts`` is told; ``>`` before a part that is the child of the one before."""

    parts: Sequence[tuple[str, Names]]
    weights: Mapping[str, tuple[int, ...]]
    values: Mapping[str, str]


class Sheets:
    """The rules of a page that show or hide, by a name that the element they are for must have."""

    def __init__(self, root: etree._Element) -> None:
        self._known: dict[etree._Element, Names] = {}
        self._fitting: dict[tuple[etree._Element | None, Names], list[_Rule]] = {}
        self._rules: dict[str, list[_Rule]] = {}
        for order, (selectors, within) in enumerate(_declared(root)):
            for rule in _made(selectors, within, order):
                self._rules.setdefault(_name(rule.parts[-1][1]), []).append(rule)
        for name, rules in self._rules.items():
            self._rules[name] = rules[-RULES_OF_A_NAME:]

    def hide(self, element: etree._Element) -> bool:
        """Whether a sheet hides an element that its own attributes do not hide."""
        if not self._rules:
            return False
        rules = self._rules_of(element)
        return bool(rules) and any(_said(name, rules, element) in HIDES[name] for name in PROPERTIES)

    def _rules_of(self, element: etree._Element) -> list[_Rule]:
        """The rules that are for an element; kept for a while, since those beside it are often named alike."""
        kind = element.getparent(), self._names(element)
        if (fitting := self._fitting.get(kind)) is None:
            if len(self._fitting) >= NAMES_KEPT:
                self._fitting.clear()
            found = (rule for name in kind[1] for rule in self._rules.get(name, ()))
            fitting = self._fitting[kind] = [rule for rule in found if self._fits(rule, element)]
        return fitting

    def _fits(self, rule: _Rule, element: etree._Element) -> bool:
        *above, (combinator, last) = rule.parts
        if not last <= self._names(element):
            return False
        for parent in islice(element.iterancestors(), ANCESTORS_AT_MOST):
            if not above:
                break
            if above[-1][1] <= self._names(parent):
                combinator = above.pop()[0]
            elif combinator == ">":
                return False
        return not above

    def _names(self, element: etree._Element) -> Names:
        """What selectors call an element; kept for a while, since many may have the same parent."""
        if (found := self._known.get(element)) is None:
            if len(self._known) >= NAMES_KEPT:
                self._known.clear()
            classes = element.get("class", "").split(None, CLASSES_AT_MOST)[:CLASSES_AT_MOST]
            told = ["*", str(element.tag), *(f".{name}" for name in classes)]
            told += [f"#{element.get('id')}"] if element.get("id") else []
            found = self._known[element] = frozenset(told)
        return found


def _said(name: str, rules: Sequence[_Rule], element: etree._Element) -> str:
    """The value of a property that wins."""
    told = [(rule.weights[name], rule.values[name]) for rule in rules if name in rule.values]
    own = _values(element.get("style", "")).get(name)
    if own is not None:
        told.append(((int(own[1]), *INLINE), own[0]))
    return max(told, default=((), ""))[1]


def _name(compound: Names) -> str:
    """The rarest of its names."""
    return min(compound, key=lambda name: ("#.".find(name[0]) % 3, name))


def _declared(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Selectors of all sheets that are for screens, each with its declarations."""
    for style in root.iter("style"):
        medium, parent = style.get("media", ""), style.getparent()
        kind = style.get("type", "").strip().lower()
        if (
            kind in ("", "text/css")
            and _applies(f"@media {medium}")
            and (parent is None or parent.tag not in ELSEWHERE)
        ):
            yield from _rules(_uncommented("".join(str(text) for text in style.itertext())))


def _uncommented(css: str) -> str:
    kept, at = [], 0
    while (begins := css.find("/*", at)) >= 0:
        kept.append(css[at:begins])
        ends = css.find("*/", begins + 2)
        at = len(css) if ends < 0 else ends + 2
    return " ".join([*kept, css[at:]]).replace("<!--", " ").replace("-->", " ")


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Rules with the text between their braces. Blocks within a rule, and all in blocks that do not apply, are none."""
    stack: list[str] = []
    skipped = 0
    words: list[str] = []
    for found in TOKEN.finditer(css):
        sign = found[0]
        if sign == "{":
            prelude = "".join(words).strip()
            words = []
            skipped += bool(skipped) or _is_skipped(prelude, stack)
            stack.append(prelude)
        elif sign == "}":
            prelude, within = stack.pop() if stack else "@", "".join(words)
            words = []
            if skipped:
                skipped -= 1
            elif not prelude.startswith("@"):
                yield prelude, within
        elif sign == ";" and (not stack or stack[-1].startswith("@")):
            words = []
        else:
            words.append(sign)
    if stack and not skipped and not stack[-1].startswith("@"):
        yield stack[-1], "".join(words)


def _is_skipped(prelude: str, stack: Sequence[str]) -> bool:
    if stack and not stack[-1].startswith("@"):
        return True
    return prelude.startswith("@") and not (GROUPS.match(prelude) and _applies(prelude))


def _applies(prelude: str) -> bool:
    """Whether one of the queries of a group is true of a wide screen."""
    if not (media := MEDIA.match(prelude)):
        return True
    queries = prelude[media.end() :].lower().split(",")
    return any(not MEDIUM.search(one) and not FEATURE.search(one) for one in queries)


def _values(declarations: str) -> dict[str, tuple[str, bool]]:
    """The last value of each property that shows or hides, and whether it is marked important."""
    found: dict[str, tuple[str, bool]] = {}
    for one in declarations.split(";"):
        name, _, value = one.partition(":")
        name = name.strip().lower()
        if name in PROPERTIES:
            word, _, mark = value.strip().lower().partition("!")
            important = mark.strip() == "important"
            if important or not found.get(name, ("", False))[1]:
                found[name] = (word.strip(), important)
    return found


def _made(selectors: str, within: str, order: int) -> Iterator[_Rule]:
    """The rules of selectors between commas; of those that show, states and attributes are taken to be given."""
    values = _values(within)
    shows = not any(value in HIDES[name] for name, (value, _) in values.items())
    for selector in (STATES.sub("\0", selectors) if shows else selectors).split(",") if values else ():
        if parts := _parts(selector.replace("\0", ""), guessing=shows):
            compounds = [compound for _, compound in parts]
            classes = _count(".", compounds) + selector.count("\0")
            tags = sum(name[0] not in "#.*" for one in compounds for name in one)
            weight = (0, _count("#", compounds), classes, tags, order)
            weights = {name: (int(important), *weight) for name, (_, important) in values.items()}
            yield _Rule(parts, weights, {name: value for name, (value, _) in values.items()})


def _parts(selector: str, *, guessing: bool) -> list[tuple[str, Names]]:
    """The parts of a selector with the combinator before each; none where it is not understood."""
    pieces = COMBINATORS.split(selector.strip())
    found: list[tuple[str, Names]] = []
    for combinator, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        if combinator in ("+", "~"):
            if not guessing:
                return []
            found.clear()
        compound = _compound(piece or "*" if guessing else piece)
        if compound is None or len(found) >= PARTS_AT_MOST:
            return []
        found.append(("" if combinator is None else combinator, compound))
    return found


def _count(mark: str, compounds: Sequence[Names]) -> int:
    return sum(name[0] == mark for one in compounds for name in one)


def _compound(piece: str) -> Names | None:
    if not COMPOUND.fullmatch(piece):
        return None
    return frozenset(name if name[0] in "#." else name.lower() for name in SIMPLE.findall(piece))
