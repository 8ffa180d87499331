"""Charts of Office documents as tables: categories down, a column for every series."""

from collections.abc import Sequence

from lxml import etree

from pipelines.convert.archive import above, local
from pipelines.convert.decode import clean
from pipelines.convert.writing import TextWriter

BETWEEN = "; "
POINTS_AT_MOST = 10_000
SERIES_AT_MOST = 100


def write_chart(writer: TextWriter, chart: etree._Element) -> None:
    """Its title as a caption, then its values as they were last computed."""
    title = next((one for one in chart.iter("{*}title") if above(one) == "chart"), None)
    words = "" if title is None else "".join(one.text or "" for one in title.iter("{*}t"))
    writer.paragraph(clean(words), "caption")
    series = list(chart.iter("{*}ser"))[:SERIES_AT_MOST]
    if not series:
        return
    names = [_first(one, "tx") or f"Series {number}" for number, one in enumerate(series, 1)]
    categories = max((_points(one, ("cat", "xVal")) for one in series), key=len)
    values = [_points(one, ("val", "yVal")) for one in series]
    labels = ["", *(f"{name}: " for name in names)]
    writer.table()
    writer.row(["", *names], between=BETWEEN, header=True)
    for at in range(max(map(len, values))):
        row = [_at(categories, at) or str(at + 1), *(_at(one, at) for one in values)]
        writer.row(row, between=BETWEEN, labels=labels)


def _first(series: etree._Element, name: str) -> str:
    return _at(_points(series, (name,)), 0)


def _points(series: etree._Element, names: Sequence[str]) -> list[str]:
    """The cached points of one of these parts of a series, each where its number says."""
    found: dict[int, str] = {}
    for part in series:
        if local(part) in names:
            direct = [one for one in part if local(one) == "v"]
            for point in direct or part.iter("{*}pt"):
                number = point.get("idx", "0")
                value = "".join(one.text or "" for one in point.iter("{*}v"))
                if number.isdigit() and len(number) < 6:
                    found.setdefault(int(number), _shown(value))
    return [found.get(at, "") for at in range(min(max(found, default=-1) + 1, POINTS_AT_MOST))]


def _shown(value: str) -> str:
    """A number without the noise of its binary form."""
    words = " ".join(clean(value).split())
    try:
        return f"{float(words):.12g}" if "." in words and "e" not in words.lower() else words
    except ValueError:
        return words


def _at(values: Sequence[str], at: int) -> str:
    return values[at] if at < len(values) else ""
