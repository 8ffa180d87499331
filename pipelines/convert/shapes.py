"""The shapes of a slide as they are read: the title, then row by row, from the left; groups stay together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from pipelines.convert.archive import local
from pipelines.convert.ooxml import Package, Relation

DRAWN = frozenset(["sp", "graphicFrame", "cxnSp", "contentPart", "pic"])
# Of the same row is what begins within a third of an inch.
ROW = 304_800
Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape with its place in EMU (top, left), where it has one, and its placeholder's role."""

    element: etree._Element
    place: Point | None
    role: str

    @property
    def is_list(self) -> bool:
        """Whether its paragraphs have bullets unless they say otherwise."""
        return self.role in ("body", "obj")


class Layouts:
    """Where placeholders stand whose slide does not say: as on its layout or master, each read once."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._known: dict[str, Mapping[str, Point]] = {}

    def places(self, relations: Mapping[str, Relation]) -> Mapping[str, Point]:
        """Places by a placeholder's number and by its role."""
        member = _target(relations, "slideLayout")
        if member not in self._known:
            above = self._package.relations(member) if member else {}
            master = _target(above, "slideMaster")
            self._known[member] = {**self._read(master), **self._read(member)}
        return self._known[member]

    def _read(self, member: str) -> dict[str, Point]:
        root = self._package.tree(member) if member else None
        found: dict[str, Point] = {}
        for element in () if root is None else root.iter("{*}sp"):
            holder, place = _holder(element), _place(element)
            if holder is not None and place is not None:
                found[f"type {holder.get('type', 'obj')}"] = place
                found[f"idx {holder.get('idx', '0')}"] = place
        return found


def _target(relations: Mapping[str, Relation], kind: str) -> str:
    return next((one.target for one in relations.values() if one.kind == kind and not one.external), "")


def in_reading_order(root: etree._Element, places: Mapping[str, Point]) -> list[Shape]:
    """The shapes of a slide; those without any place stand where the file has them, first."""
    tree = next(root.iter("{*}spTree"), None)
    groups = [] if tree is None else [list(_shapes(element, places)) for element in tree if _is_drawn(element)]
    return [shape for group in _by_place([group for group in groups if group]) for shape in group]


def _is_drawn(element: etree._Element) -> bool:
    return local(element) in DRAWN or local(element) in ("grpSp", "AlternateContent")


def _by_place(groups: list[list[Shape]]) -> Iterator[list[Shape]]:
    """Groups by row and column; ``sorted`` keeps the file's order of what stands at one place."""
    yield from (group for group in groups if _is_title(group))
    others = sorted((group for group in groups if not _is_title(group)), key=lambda group: group[0].place or (0, 0))
    row: list[list[Shape]] = []
    for group in others:
        if row and (group[0].place or (0, 0))[0] > (row[0][0].place or (0, 0))[0] + ROW:
            yield from sorted(row, key=lambda one: (one[0].place or (0, 0))[1])
            row = []
        row.append(group)
    yield from sorted(row, key=lambda one: (one[0].place or (0, 0))[1])


def _is_title(group: list[Shape]) -> bool:
    return group[0].role in ("title", "ctrTitle")


def _shapes(element: etree._Element, places: Mapping[str, Point]) -> Iterator[Shape]:
    """The shape, or those of a group in the file's order, at the group's place. What old readers get is left out."""
    at = _place(element) if local(element) == "grpSp" else None
    walk = etree.iterwalk(element, events=("start",))
    for _, one in walk:
        if local(one) == "Fallback":
            walk.skip_subtree()
        elif local(one) in DRAWN:
            walk.skip_subtree()
            if _is_shown(one):
                holder = _holder(one)
                role = "" if holder is None else holder.get("type", "obj")
                yield Shape(one, at or _place(one) or _inherited(holder, places), role)


def _is_shown(element: etree._Element) -> bool:
    about = next(element.iter("{*}cNvPr"), None)
    return about is None or about.get("hidden") not in ("1", "true")


def _holder(element: etree._Element) -> etree._Element | None:
    return next(element.iter("{*}ph"), None)


def _inherited(holder: etree._Element | None, places: Mapping[str, Point]) -> Point | None:
    if holder is None:
        return None
    return places.get(f"idx {holder.get('idx', '0')}") or places.get(f"type {holder.get('type', 'obj')}")


def _place(element: etree._Element) -> Point | None:
    for frame in element.iter("{*}xfrm"):
        for one in frame.iterchildren("{*}off"):
            x, y = one.get("x", ""), one.get("y", "")
            if x.lstrip("-").isdigit() and y.lstrip("-").isdigit() and len(x) < 12 and len(y) < 12:
                return int(y), int(x)
    return None
