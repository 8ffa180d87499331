"""What a question does with rows: counts them, compares, wants the most or the least, more than, none of."""

import re
from dataclasses import dataclass
from itertools import islice

from pipelines.evidence.tables.cells import Kind

_LEAST = (
    "cheapest lowest smallest least shortest earliest fewest quickest fastest youngest nearest soonest minimum first"
)
_MOST = "dearest highest largest biggest most longest latest greatest slowest newest maximum last heaviest strongest"
_COUNT = re.compile(
    r"\bhow many\b|\b(?<!phone )(?:number|count) of (?!the\b|an?\b)|\bwie ?viele\b|\bcombien d[e']\s?|"
    r"\bcu[aá]nt[oa]s\b",
    re.I,
)
_LIST = re.compile(
    r"^\W*(?:which|what|list|show|name|give me|welche[rsn]?|quel(?:le)?s?|cu[aá]les|qu[eé])\b|\ball\b", re.I
)
_ASKING = re.compile(
    r"^\W*(?:is|are|was|were|does|do|did|has|have|can|ist|sind|hat|haben|kann|est(?:-ce)?|es|est[aá]|tiene)\b", re.I
)
# "Which was bought first": what was done stands between, and may be what a column is called.
_BEHIND = r"(?<=(?:ed|en|ht|nt|lt) )(?:the )?"
_SUPERLATIVES = {
    "cheapest": ("min", Kind.MONEY), "least expensive": ("min", Kind.MONEY), "most expensive": ("max", Kind.MONEY),
    "dearest": ("max", Kind.MONEY), "costs? the most": ("max", Kind.MONEY), "costs? the least": ("min", Kind.MONEY),
    "quickest": ("min", Kind.TIME), "fastest": ("min", Kind.TIME), "slowest": ("max", Kind.TIME),
    "shortest": ("min", Kind.TIME), "longest": ("max", Kind.TIME), "earliest": ("min", Kind.DATE),
    "latest": ("max", Kind.DATE), "newest": ("max", Kind.DATE), "oldest": ("min", Kind.DATE),
    "soonest": ("min", Kind.DATE),
    "most recent(?:ly)?": ("max", Kind.DATE), "(?:the|is|are|comes?|starts?|ends?)(?: due)? first": ("min", Kind.DATE),
    "(?:the|is|are|comes?|starts?|ends?)(?: due)? last": ("max", Kind.DATE),
    f"{_BEHIND}first": ("min", Kind.DATE), f"{_BEHIND}last": ("max", Kind.DATE),
    "lowest": ("min", None), "smallest": ("min", None), "fewest": ("min", Kind.NUMBER), "least": ("min", None),
    "highest": ("max", None), "largest": ("max", None), "biggest": ("max", None), "most": ("max", None),
    "greatest": ("max", None), "heaviest": ("max", None), "lightest": ("min", None), "tallest": ("max", None),
    "widest": ("max", None), "narrowest": ("min", None), "deepest": ("max", None), "shallowest": ("min", None),
    "youngest": ("max", Kind.DATE), "(?:most powerful|strongest)": ("max", None), "weakest": ("min", None),
    "loudest": ("max", None), "quietest": ("min", None), "farthest": ("max", None), "hottest": ("max", None),
    "warmest": ("max", None), "coldest": ("min", None), "coolest": ("min", None),
    "(?:billigst|günstigst|preiswertest)e?[nrsm]?": ("min", Kind.MONEY), "teuerste?[nrsm]?": ("max", Kind.MONEY),
    "(?:höchst|größt|meist)e[nrsm]?": ("max", None), "(?:niedrigst|geringst|kleinst|wenigst)e[nrsm]?": ("min", None),
    "längste[nrsm]?": ("max", Kind.TIME), "kürzeste[nrsm]?": ("min", Kind.TIME),
    "älteste[nrsm]?": ("min", Kind.DATE), "(?:neueste|jüngste)[nrsm]?": ("max", Kind.DATE),
    "(?:moins ch[eè]re?s?|más barat[oa]s?)": ("min", Kind.MONEY),
    "(?:plus ch[eè]re?s?|más car[oa]s?)": ("max", Kind.MONEY),
}  # fmt: skip
_COMPARATIVES = {
    "cheaper": ("min", Kind.MONEY), "less expensive": ("min", Kind.MONEY), "more expensive": ("max", Kind.MONEY),
    "dearer": ("max", Kind.MONEY), "better paid": ("max", Kind.MONEY), "costs? more": ("max", Kind.MONEY),
    "costs? less": ("min", Kind.MONEY), "longer": ("max", Kind.TIME), "shorter": ("min", Kind.TIME),
    "faster": ("min", Kind.TIME), "quicker": ("min", Kind.TIME), "slower": ("max", Kind.TIME),
    "earlier": ("min", Kind.DATE), "later": ("max", Kind.DATE), "older": ("min", Kind.DATE),
    "newer": ("max", Kind.DATE), "younger": ("max", Kind.DATE), "heavier": ("max", None), "lighter": ("min", None),
    "taller": ("max", None), "wider": ("max", None), "narrower": ("min", None), "deeper": ("max", None),
    "stronger": ("max", None), "weaker": ("min", None), "louder": ("max", None), "quieter": ("min", None),
    "higher": ("max", None), "larger": ("max", None), "bigger": ("max", None), "more powerful": ("max", Kind.NUMBER),
    "more": ("max", None), "lower": ("min", None), "smaller": ("min", None), "fewer": ("min", None),
    "less": ("min", None),
}  # fmt: skip
MOST_BOUNDS = 10
# Nothing in them is tried twice: a question of digits alone must not take longer than it is long.
_AMOUNT = r"(?:[€$£]\s*)?(?<!\d)(\d[\d.,]{0,40}+)"
_NOUN = r"\s*+(?:\w{1,40}+\s++)?"
_BOUNDS = (
    (">=", re.compile(rf"\b(?:at least|minimum of|from|no less than|not less than)\s+{_AMOUNT}", re.I)),
    (">=", re.compile(rf"{_AMOUNT}{_NOUN}(?:or|and) (?:more|over|above|higher)\b", re.I)),
    ("<=", re.compile(rf"{_AMOUNT}{_NOUN}(?:or|and) (?:less|fewer|under|below|lower)\b", re.I)),
    ("<=", re.compile(rf"\b(?:at most|up to|maximum of|no more than|not more than)\s+{_AMOUNT}", re.I)),
    (">", re.compile(rf"\b(?:more|over|above|greater|higher|longer|larger|exceeding|mehr als|plus de|"
    rf"m[aá]s de)(?:\s+than)?\s+{_AMOUNT}", re.I)),
    ("<", re.compile(rf"\b(?:less|fewer|under|below|lower|cheaper|shorter|smaller|weniger als|unter|moins de|"
    rf"menos de)(?:\s+than)?\s+{_AMOUNT}", re.I)),
    ("=", re.compile(rf"\bexactly\s+{_AMOUNT}", re.I)),
    ("=", re.compile(rf"\b(?:costs?|kostet|kosten|co[uû]tent?|cuestan?)\s+{_AMOUNT}", re.I)),
)  # fmt: skip
_NOT = re.compile(
    r"\b(?:no|not|without|none|never|isn't|aren't|doesn't|don't|kein\w*|nicht|ohne|sans|pas|aucune?|sin)\b|n['’]t\b",
    re.I,
)
_IN_ALL = re.compile(
    r"\b(?:in all|in total|all together|altogether|overall|total|insgesamt|zusammen|gesamt|en tout|au total|"
    r"en total)\b",
    re.I,
)
_WITHOUT = re.compile(r"\b(?:no|without|lack(?:s|ing)?|missing|kein\w*|ohne|sans|aucune?|sin)\b", re.I)
_FREE = re.compile(
    r"(?<![-\w])free\b(?! of\b(?! charge))|\bfree of charge\b|\bcosts? nothing\b|\bkostenlos\b|\bgratuite?s?\b|"
    r"\bgratis\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Extreme:
    """The most or the least: ``op`` is ``max`` or ``min``; ``kind`` of column, None where any number will do.

    ``word``: the adjective that says what is measured ("heaviest").
    """

    op: str
    kind: Kind | None
    start: int
    end: int
    word: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparison with a number: ``op`` is one of ``<``, ``<=``, ``>``, ``>=``, ``=``."""

    op: str
    value: str
    start: int
    end: int


def _compiled(table: dict[str, tuple[str, Kind | None]]) -> re.Pattern[str]:
    return re.compile(
        r"\b(?:"
        + "|"
        r"".join(f"(?P<o{n}>{word})" for n, word in enumerate(table))
        + r")\b",
        re.IGNORECASE,
    )


_SUPERLATIVE, _COMPARATIVE = _compiled(_SUPERLATIVES), _compiled(_COMPARATIVES)


def superlative(question: str, taken: list[tuple[int, int]]) -> Extreme | None:
    """The superlative of a question outside of spans that are ``taken``: read as something else."""
    return _extreme(_SUPERLATIVE, _SUPERLATIVES, question=question, taken=taken)


def comparative(question: str, taken: list[tuple[int, int]]) -> Extreme | None:
    """The comparative of a question."""
    return _extreme(_COMPARATIVE, _COMPARATIVES, question=question, taken=taken)


def _extreme(
    pattern: re.Pattern[str], table: dict[str, tuple[str, Kind | None]], *, question: str, taken: list[tuple[int, int]]
) -> Extreme | None:
    ways = list(table.values())
    for match in pattern.finditer(question):
        if not any(low < match.end() and match.start() < high for low, high in taken):
            op, kind = ways[int(str(match.lastgroup)[1:])]
            return Extreme(op, kind, *match.span(), match.group().lower().split()[-1])
    return None


def bounds(question: str) -> list[Bound]:
    """Comparisons with numbers, in order, none within another; the first ten of each sort."""
    found: list[Bound] = []
    for op, pattern in _BOUNDS:
        for match in islice(pattern.finditer(question), MOST_BOUNDS):
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(Bound(op, match[1].rstrip(".,"), *match.span()))
    return sorted(found, key=lambda one: one.start)


def counts(question: str) -> re.Match[str] | None:
    """Where a question asks how many."""
    return _COUNT.search(question)


def lists(question: str) -> bool:
    """Whether a question may ask for several rows."""
    return _LIST.search(question) is not None


def asks_whether(question: str) -> bool:
    """Whether it is answered by yes or no."""
    return _ASKING.match(question) is not None


def negated(question: str) -> re.Match[str] | None:
    """Where a question says not or without."""
    return _NOT.search(question)


def in_all(question: str) -> re.Match[str] | None:
    """Where a question asks for a sum."""
    return _IN_ALL.search(question)


def without(question: str) -> re.Match[str] | None:
    """Where a question asks for what lacks something, next to the name of it."""
    return _WITHOUT.search(question)


def of_all_rows(question: str) -> bool:
    """Whether only all rows of a table together can tell: what has the most, sums, what lacks something."""
    summed = counts(question) is not None and in_all(question) is not None
    lacking = (lists(question) or counts(question) is not None) and without(question) is not None
    return summed or lacking or superlative(question, []) is not None


def free(question: str) -> re.Match[str] | None:
    """Where a question says that something costs nothing."""
    return _FREE.search(question)
