"""The words and numbers in charts and in diagrams (SmartArt)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipelines.convert.decode import clean
from pipelines.convert.docx.names import CHART, CHART_2014, DIAGRAM, DRAWING, whole, words_in

VALUE, POINT, INDEX = CHART + "v", CHART + "pt", "idx"
# A table of a chart has at most so many cells for each value that there is.
EMPTY_SHARE = 4
# The node is written out by its presentations: a word for each would be one too many.
PRESENTATION = "pres"


@dataclass(frozen=True, slots=True)
class Series:
    """A row of values of a chart, by the words that they stand for (or their number)."""

    name: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart says: its titles, the names along its axis, and what it shows of each."""

    titles: list[str]
    axis: str = ""
    series: list[Series] = field(default_factory=list)

    def rows(self) -> Iterator[list[str]]:
        """As a table: the names of the series first, then a row for each name along the axis."""
        points = list(dict.fromkeys(name for one in self.series for name in one.values))
        values = sum(len(one.values) for one in self.series)
        if len(points) * len(self.series) > EMPTY_SHARE * values:
            # Series that share next to nothing are no table together.
            yield from ([one.name, name, value] for one in self.series for name, value in one.values.items())
            return
        yield [self.axis, *(one.name for one in self.series)]
        yield from ([name, *(one.values.get(name, "") for one in self.series)] for name in points)


def chart_of(root: etree._Element) -> Chart:
    """A chart of its part."""
    if root.tag.startswith(CHART_2014):
        return _chart_2014(root)
    titles = [words for one in root.iter(CHART + "title") if (words := _title(one))]
    axis = next((_title(one) for axis in root.iter(CHART + "catAx") for one in axis.iterchildren(CHART + "title")), "")
    shown = [words for words in dict.fromkeys(titles) if words != axis]
    return Chart(shown, axis, [_series(one) for one in root.iter(CHART + "ser")])


def diagram_of(root: etree._Element) -> list[str]:
    """The words of a diagram's points, in order."""
    points = [one for one in root.iter(DIAGRAM + "pt") if one.get("type", "node") != PRESENTATION]
    return [words for one in points if (words := _paragraphs(one))]


def _title(title: etree._Element) -> str:
    return _paragraphs(title) or _tidy(" ".join(words_in(title, VALUE)))


def _paragraphs(element: etree._Element) -> str:
    """Its paragraphs, a space between them: the runs of one stand without."""
    lines = ("".join(words_in(line, DRAWING + "t")) for line in element.iter(DRAWING + "p"))
    return _tidy(" ".join(lines))


def _series(series: etree._Element) -> Series:
    name = series.find(CHART + "tx")
    names = _points(series, "cat") or _points(series, "xVal")
    values = _points(series, "val") or _points(series, "yVal")
    told = {names.get(at, str(at + 1)): value for at, value in values.items()}
    if len(told) < len(values):
        # Two points of one name: each with its place.
        told = {f"{names.get(at, '')} ({at + 1})".strip(): value for at, value in values.items()}
    return Series("" if name is None else _tidy(" ".join(words_in(name, VALUE))), told)


def _points(series: etree._Element, name: str) -> dict[int, str]:
    """Values by their place; names of several levels on one line, the outermost first."""
    found = series.find(CHART + name)
    places: dict[int, list[str]] = {}
    for point in () if found is None else found.iter(POINT):
        places.setdefault(whole(point.get(INDEX)) or 0, []).insert(0, _tidy(point.findtext(VALUE) or ""))
    return {at: _number(" ".join(words)) for at, words in sorted(places.items())}


def _number(text: str) -> str:
    """A value as people write it: 0.30000000000000004 is 0.3."""
    try:
        return f"{float(text):.12g}" if "." in text and "e" not in text.lower() else text
    except ValueError:
        return text


def _chart_2014(root: etree._Element) -> Chart:
    """Waterfalls, funnels and others of a newer kind: their names and their values stand apart."""
    point, level = CHART_2014 + "pt", CHART_2014 + "lvl"
    columns = [[_tidy(one.text or "") for one in values.iter(point)] for values in root.iter(level)]
    names, *values = columns or [[]]
    series = [Series("", dict(zip(names, map(_number, one), strict=False))) for one in values]
    titles = [words for one in root.iter(CHART_2014 + "title") if (words := _paragraphs(one))]
    return Chart(titles or [" ".join(names)] if not series else titles, "", series)


def _tidy(text: str) -> str:
    return " ".join(clean(text).split())
