"""Charts of Office documents as tables: what stands along the axis goes down, each series has a column."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipelines.convert.decode import clean
from pipelines.convert.writing import TextWriter

BETWEEN = "; "
# A table of a chart has at most so many cells for each value that there is.
EMPTY_SHARE = 4
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Series:
    """A row of values of a chart, by the words that they stand for (or their number)."""

    name: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart says: its titles, the name of its axis, and what it shows of each thing along it."""

    titles: list[str]
    axis: str = ""
    series: list[Series] = field(default_factory=list)

    @property
    def is_square(self) -> bool:
        """Whether its series share next to nothing: a table of them would be as large as its square."""
        points = {name for one in self.series for name in one.values}
        return len(points) * len(self.series) > EMPTY_SHARE * sum(len(one.values) for one in self.series)

    def rows(self) -> Iterator[list[str]]:
        """A row for each thing along the axis: its name, then the value of every series."""
        if self.is_square:
            yield from ([name, one.name, value] for one in self.series for name, value in one.values.items())
            return
        points = dict.fromkeys(name for one in self.series for name in one.values)
        yield from ([name, *(one.values.get(name, "") for one in self.series)] for name in points)


def write_chart(writer: TextWriter, root: etree._Element) -> None:
    """Its titles as captions, then its values as they were last computed."""
    chart = chart_of(root)
    for title in chart.titles:
        writer.paragraph(title, "caption")
    if not chart.series:
        return
    writer.table()
    names = [] if chart.is_square else [one.name for one in chart.series]
    if names:
        writer.row([chart.axis, *names], between=BETWEEN, header=True)
    labels = ["", *(f"{name}: " for name in names)]
    for row in chart.rows():
        writer.row(row, between=BETWEEN, labels=labels)


def chart_of(root: etree._Element) -> Chart:
    """A chart of its part, in the usual or in the newer language of charts."""
    titles = [words for one in root.iter("{*}title") if (words := _title(one))]
    axis = next((_title(one) for axis in root.iter("{*}catAx") for one in axis.iterchildren("{*}title")), "")
    shown = [words for words in dict.fromkeys(titles) if words != axis]
    series = [_series(one, at) for at, one in enumerate(root.iter("{*}ser"), 1)] or _stacks(root)
    return Chart(shown, axis, [one for one in series if one.values])


def paragraphs_of(element: etree._Element) -> str:
    """The text of a shape on one line: the runs of a paragraph stand without a space between them."""
    lines = ("".join(_words(line, "t")) for line in element.iter("{*}p"))
    return _tidy(" ".join(lines))


def _title(title: etree._Element) -> str:
    return paragraphs_of(title) or _tidy(" ".join(_words(title, "v")))


def _series(series: etree._Element, number: int) -> Series:
    name = series.find("{*}tx")
    names = _points(series, "cat") or _points(series, "xVal")
    values = _points(series, "val") or _points(series, "yVal")
    told = {names.get(at) or str(at + 1): value for at, value in values.items()}
    if len(told) < len(values):
        # Two points of one name: each with its place.
        told = {f"{names.get(at, '')} ({at + 1})".strip(): value for at, value in values.items()}
    called = "" if name is None else _tidy(" ".join(_words(name, "v")))
    return Series(called or f"Series {number}", told)


def _points(series: etree._Element, name: str) -> dict[int, str]:
    """Values by their place; names of several levels on one line, the outermost first."""
    found = series.find("{*}" + name)
    places: dict[int, list[str]] = {}
    for point in () if found is None else found.iter("{*}pt"):
        index = point.get("idx", "0")
        at = int(index) if index.isascii() and index.isdigit() and len(index) <= DIGITS else 0
        places.setdefault(at, []).append(_tidy(" ".join(_words(point, "v"))))
    return {at: _shown(" ".join(reversed(words))) for at, words in sorted(places.items())}


def _stacks(root: etree._Element) -> list[Series]:
    """Waterfalls, funnels and others of the newer language: their names and their values stand apart."""
    columns = [[_tidy(one.text or "") for one in level.iter("{*}pt")] for level in root.iter("{*}lvl")]
    names, *values = columns or [[]]
    return [
        Series(f"Series {number}", dict(zip(names, map(_shown, one), strict=False)))
        for number, one in enumerate(values, 1)
    ]


def _shown(value: str) -> str:
    """A number without the noise of its binary form."""
    try:
        return f"{float(value):.12g}" if "." in value and "e" not in value.lower() else value
    except ValueError:
        return value


def _words(element: etree._Element, name: str) -> list[str]:
    return [one.text or "" for one in element.iter("{*}" + name)]


def _tidy(text: str) -> str:
    return " ".join(clean(text).split())
