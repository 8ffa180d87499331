"""Large letters that begin a paragraph over several of its lines, put back before the rest of their word."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter

from pipelines.convert.pdf.lines import Drawn, Line

# In sizes of the text beside it.
LARGER = 1.7
APART, WITHIN = 1.0, 0.3
# More on a page are no initials but a style of headings.
INITIALS_AT_MOST = 8
LOOKED_AT = 40
PAIR = 2


def with_initials(drawn: Sequence[Drawn], angle: int) -> list[Drawn]:
    """The page's lines, each initial in one with the line that it begins."""
    drawn = [part for one in drawn for part in (_apart(one) if len(one.pieces) == PAIR else (one,))]
    alone = [at for at, one in enumerate(drawn) if one.whole.angle == angle and _initial(one.whole)]
    if not 0 < len(alone) <= INITIALS_AT_MOST:
        return list(drawn)
    found: list[Drawn | None] = list(drawn)
    heights = sorted((one.whole.baseline, at) for at, one in enumerate(drawn) if one.whole.angle == angle)
    for at in alone:
        initial = drawn[at].whole
        low = bisect_left(heights, initial.baseline - initial.size, key=itemgetter(0))
        for _, other in heights[low : low + LOOKED_AT]:
            if found[other] is not None and _begins(initial, drawn[other].whole):
                found[other] = _with(initial, drawn[other])
                found[at] = None
                break
    return [one for one in found if one is not None]


def _apart(one: Drawn) -> Sequence[Drawn]:
    """Two pieces: an initial that stands on the height of one of its lines, and that line; else both as they are."""
    if any(map(_initial, one.pieces)):
        small, large = sorted(piece.size for piece in one.pieces)
        if large >= LARGER * small:
            return [Drawn(piece, (piece,)) for piece in one.pieces]
    return (one,)


def _initial(line: Line) -> bool:
    return len(line.words) == 1 and line.words.isupper()


def _begins(initial: Line, line: Line) -> bool:
    """Whether a line of smaller letters stands beside an initial, above its foot, and goes on with its word."""
    apart = line.left - initial.right
    small = initial.size >= LARGER * line.size and initial.size > line.baseline - initial.baseline + initial.size
    near = -WITHIN * line.size <= apart <= APART * line.size
    return small and near and line.baseline < initial.baseline and line.words[:1].isalpha()


def _with(initial: Line, drawn: Drawn) -> Drawn:
    first, *others = drawn.pieces
    glue = len(first.text) - len(first.text.lstrip())
    lead = len(initial.text) - len(initial.text.lstrip())
    for line in {id(drawn.whole): drawn.whole, id(first): first}.values():
        places = tuple(line.places)
        line.chars = (initial.places[lead], *places[glue:])
        line.text = initial.words + line.text[glue:]
        line.start = min(initial.start, line.start)
    return Drawn(drawn.whole, (first, *others))
