"""Which columns a question asks for: named ones, what an adjective measures, or the kind of thing asked for."""

import re
from collections.abc import Sequence

from pipelines.evidence.kinds import Kind as Wanted
from pipelines.evidence.kinds import wanted
from pipelines.evidence.tables.cells import Kind
from pipelines.evidence.tables.matching import Header
from pipelines.evidence.tables.question import Reading
from pipelines.evidence.tables.shapes import alike, grouped, plainest
from pipelines.evidence.tables.words import GROUPS, MEASURES, header_stems
from pipelines.evidence.words import base, stem

MOST_ASKED = 3
_HOW = re.compile(r"\bhow (\w+)\b", re.IGNORECASE)
_LONG = re.compile(r"\bhow long (?:is|are|was|were)\b(?!.*\bvalid\b)", re.IGNORECASE)
_TIME_UNIT = re.compile(r"\b(?:sec(?:onds?)?|min(?:utes?)?|h(?:ours?)?|days?|weeks?|months?|years?)\b", re.IGNORECASE)
# Amounts that are no price of a thing: only asked for by name.
_AMOUNTS = """
deposit fine penalty limit budget salary wage refund discount tax vat damage insurance allowance subsidy cap maximum
minimum debt balance kaution pfand caution fianza
"""
_BESIDE = frozenset(base(stem(word)) for word in _AMOUNTS.split())
# Days that are asked for by "when" alone; of others ("purchased", "inspected") by their names.
_WHEN = GROUPS["start"] | GROUPS["due"] | frozenset({"date", "day", "time", "when", "datum", "fecha", "hour"})


def asked_for(reading: Reading) -> tuple[list[int], frozenset[int]]:
    """The columns asked for and the words that ask: named ones, else those of the kind of thing asked for."""
    if reading.said:
        columns = list(dict.fromkeys(one.column for one in reading.said))
        return columns, frozenset(at for one in reading.said for at in one.words)
    cue = [at for at in cued(reading) if at not in reading.taken]
    own = [one for one in reading.headers() if one.column not in reading.taken and one.words & reading.own]
    for named in ([one for one in own if one.direct], [one for one in own if not one.direct]):
        fitting = [one for one in named if one.column in cue] or named
        if fitting:
            return _best(reading, fitting)
        if (measured := _measured(reading)) is not None:
            return measured, _cue_words(reading)
    if cue:
        only = plainest(reading, _worth(reading, cue))
        if not only:
            return [], frozenset()
        clear = len(only) == 1 or (
            len(only) <= MOST_ASKED and (alike(reading, only) or wanted(reading.question) is Wanted.PRICE)
        )
        return (only, _cue_words(reading)) if clear else ([], frozenset())
    others = [at for at in range(len(reading.table.header)) if at not in reading.taken]
    return (others, frozenset()) if len(reading.table.header) == 2 else ([], frozenset())


def _measured(reading: Reading) -> list[int] | None:
    """The columns of what "how heavy" measures; none where the table has no such column, None where it is not asked.

    A loan period says nothing of how long a thing is.
    """
    asked = _HOW.search(reading.question)
    names = MEASURES.get(asked[1].lower()) if asked else None
    # Of a fact its name says what is measured, not the column: "Largest pitch", 140 m².
    if names is None or len(reading.table.header) == 2:
        return None
    columns = reading.columns
    measures = columns.of(Kind.NUMBER, Kind.MONEY, Kind.TIME, Kind.DATE)
    found = [at for at in measures if at not in reading.taken and header_stems(reading.table.header[at]) & names]
    if not found and wanted(reading.question) in (Wanted.PRICE, Wanted.DURATION) and not _LONG.search(reading.question):
        return None
    return plainest(reading, found) if found else []


def _worth(reading: Reading, columns: Sequence[int]) -> list[int]:
    """Of the columns that fit in kind those that the question can mean without naming them."""
    kind, header = wanted(reading.question), reading.table.header
    if kind is Wanted.PRICE:
        return [at for at in columns if not header_stems(header[at]) & _BESIDE]
    if kind is Wanted.DATE and "often" not in reading.question.lower():
        return [at for at in columns if header_stems(header[at]) & _WHEN]
    return list(columns)


def _best(reading: Reading, named: Sequence[Header]) -> tuple[list[int], frozenset[int]]:
    """The column that is named best, and others that other words name."""
    ordered = sorted(named, key=lambda one: (-len(one.words), one.missing))
    best = [one for one in ordered if (len(one.words), one.missing) == (len(ordered[0].words), ordered[0].missing)]
    if len(best) > 1 and best[0].words == best[1].words:
        plain = plainest(reading, [one.column for one in best])
        if len(plain) > 1 and not alike(reading, plain):
            return [], frozenset()
        chosen = plain
    else:
        chosen = [best[0].column]
    words = frozenset(at for one in named if one.column in chosen for at in one.words)
    for other in ordered:
        # "How many seats are booked": both are named, by words of their own.
        if other.direct and other.missing == 0 and not other.words & words and len(chosen) < MOST_ASKED:
            chosen, words = [*chosen, other.column], words | other.words
    return chosen, words | _cue_words(reading)


def _lasts(header: str) -> bool:
    """Whether a column of plain numbers counts time: "Duration (min)", "Loan period in days"."""
    return _TIME_UNIT.search(header) is not None and bool(header_stems(header) & GROUPS["long"])


def _cue_words(reading: Reading) -> frozenset[int]:
    """Words that ask for a kind of thing: "how much does … cost"."""
    return (
        frozenset(at for at, word in enumerate(reading.words) if word.stem in GROUPS["price"] | GROUPS["long"])
        if wanted(reading.question) in (Wanted.PRICE, Wanted.DURATION)
        else frozenset()
    )


def cued(reading: Reading) -> list[int]:
    """Columns that hold the kind of thing asked for."""
    columns, kind = reading.columns, wanted(reading.question)
    if kind is Wanted.WHO:
        return columns.people
    if kind is Wanted.PRICE:
        return columns.of(Kind.MONEY) or grouped(reading, "price")
    if kind is Wanted.DATE:
        return grouped(reading, "often") if "often" in reading.question.lower() else columns.of(Kind.DATE)
    if kind is Wanted.DURATION:
        return columns.of(Kind.TIME) or [at for at in columns.of(Kind.NUMBER) if _lasts(reading.table.header[at])]
    return grouped(reading, "place") if kind is Wanted.PLACE else []
