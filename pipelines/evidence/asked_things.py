"""English headings and columns as questions, by the kind of words that they are made of."""

import re
from collections.abc import Callable, Mapping

# Verbs that are hardly anything else at the head of a heading; the others only before what a noun does not have.
_DEEDS_LISTED = """
activate add adjust allow apply approve arrange assemble attach avoid become bring build buy calculate cancel choose
collect compare configure connect convert create customise customize declare define delete deploy describe determine
disable disconnect download edit enable ensure enter evaluate export find fix follow get give handle hire identify
import improve install invite join keep learn log make manage merge migrate modify move notify obtain operate organise
organize perform prepare prevent produce protect provide publish read receive recover reduce register reinstall reject
remove rename renew replace request reserve reset resolve restart restore save select send sign sort start stop submit
subscribe switch take tell transform turn uninstall upgrade upload validate verify withdraw write
"""
_EITHER_LISTED = """
access act answer archive assign backup book call change check claim clean close contact copy document end file fill
help insert leave lend load lock mark name open order pack pay plan print process record repair report return run set
share ship stay store supply support test train transfer update use view visit work
"""
_AFTER_A_DEED_LISTED = "a an the your my our this these all every up down out us me"
# Of these one asks what they are.
_SINGLE_LISTED = """
address aim amount capacity charge cost deadline deposit distance duration fee goal limit maximum minimum penalty
period price purpose rate salary schedule size speed temperature wage weight
"""
_SEVERAL_LISTED = """
addresses aims amounts benefits categories charges conditions consequences contents costs dates deadlines definitions
differences dimensions duties exceptions exclusions features fees functions goals grounds hours kinds limitations limits
obligations options penalties periods prerequisites prices principles purposes rates reasons requirements
responsibilities restrictions rights roles rules sanctions stages steps tasks terms times types values
"""
_DEEDS, _EITHER, _AFTER_A_DEED, _SINGLE, _SEVERAL = (
    frozenset(listed.split())
    for listed in (_DEEDS_LISTED, _EITHER_LISTED, _AFTER_A_DEED_LISTED, _SINGLE_LISTED, _SEVERAL_LISTED)
)
KNOWN = _DEEDS | _EITHER | _SINGLE | _SEVERAL
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|must|may|shall|can|cannot|will|should|not|never|do|does|us|it|we|they)\b",
    re.IGNORECASE,
)
_ODD = re.compile(r"[\d:;,“”\"`()\[\]{}<>/\\|=_+*&@#]|\s[-–—]\s")
_NO_THING = re.compile(
    r"(?:no|not|do|don['’]t|never|always|please|about|as|at|by|for|from|in|on|only|more|other|to|with|without|when|if"
    r"|how|where|why|what|who|whom|whose|which)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"(?P<asks>how|what|when|where|who|whom|which) to (?P<rest>.+)", re.IGNORECASE)
_AUXILIARY = r"(?:is|are|was|were|can|may|must|should|shall|will)"
_TURNED = re.compile(
    rf"(?P<asks>how|when|where|why|what) (?P<who>(?!{_AUXILIARY}\b|to\b)(?:[\w’'-]+ ){{0,3}}?[\w’'-]+)"
    rf" (?P<aux>{_AUXILIARY}) (?P<rest>.+)",
    re.IGNORECASE,
)
_THERE = re.compile(r"(?P<asks>which|what|how many) (?P<what>.+) there (?P<aux>is|are)", re.IGNORECASE)
_ASKS_ALREADY = re.compile(
    rf"(?:who|what|how (?:much|many|long|often|far)) (?:{_AUXILIARY}|can|does|do)\b.+|who [a-z]{{2,}}(?<!s)s .+",
    re.IGNORECASE,
)
_CASE = re.compile(r"(?:if|in case of|in the event (?:of|that)|before|after) \w.+", re.IGNORECASE)
_ING = re.compile(r"[a-z]{2,}ing", re.IGNORECASE)
_PREPOSITION = re.compile(r" (?:of|for|in|on|at|to|with|by|from|during|under|between|per) ", re.IGNORECASE)
_SAID_TO_ME = {"your": "my", "our": "your", "us": "you", "yourself": "myself"}
_COUNTABLE = re.compile(r"\d{1,3}(?:[ ,.’']?\d{3})*")
_MOMENT = re.compile(
    r"\d{4}-\d\d|\d{1,2}[:.h]\d\d|\d{1,2}[./]\d{1,2}[./]|\d{1,2}\s?(?:am|pm)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_ONE_OF_THEM = re.compile(r".*(?:ss|us|is)|news|series|species|gas|lens|canvas|bias|atlas|means|https?", re.IGNORECASE)
_PERSONS = re.compile(
    r"author|teacher|owner|manager|leader|director|editor|tutor|instructor|trainer|coordinator|holder|supervisor"
    r"|responsible person|contact person|lecturer|speaker|organi[sz]er|master|keeper|deputy|representative"
)
_QUALITY = re.compile(
    r"(?:is|has|can)\b.*|due|open|closed|available|active|free|valid"
    r"|.*\b(?:sold|due|left|paid|taken|done|open|in|on|at|by|from|to|until|for|since|per)"
)
_DONE = re.compile(r"(?!(?:\w*eed|bed|red|shed)$)\w{2,}ed")
_DOES: Mapping[str, str] = {
    "starts": "start", "ends": "end", "opens": "open", "closes": "close", "begins": "begin", "leaves": "leave",
    "arrives": "arrive", "departs": "depart", "expires": "expire",
}  # fmt: skip
_TIMES = frozenset({"seconds", "minutes", "hours", "days", "nights", "weeks", "months", "years"})
_NUMBER_OF = re.compile(r"(?:no\.?|nr\.?|number|#) of ")

Small = Callable[[str], str]


def of_heading(heading: str, small: Small, named: Callable[[str], bool]) -> str | None:
    """A heading as a question; None where it is of no kind that is known.

    ``small`` writes a line as it stands within a sentence, ``named`` says whether the document calls it "the …".
    """
    return (
        _to_do(heading)
        or _turned(heading, small)
        or _case(heading, small)
        or _deed(heading, small)
        or _thing(heading, small, named)
    )


def of_cell(column: str, row: str, cell: str) -> str | None:
    """What stands in a column, which is called in small letters, of a named row; None where that makes no noun."""
    counted = _NUMBER_OF.sub("", column)
    head = _PREPOSITION.split(counted, maxsplit=1)[0].rsplit(maxsplit=1)[-1]
    several = head.endswith("s") and not _ONE_OF_THEM.fullmatch(head)
    if column in _DOES:
        return f"When does {row} {_DOES[column]}?" if _MOMENT.search(cell) else None
    if several and _COUNTABLE.fullmatch(cell.strip()) and not _makes_no_noun(counted, head):
        return f"How many {column} are there for {row}?" if column in _TIMES else f"How many {counted} does {row} have?"
    if _makes_no_noun(column, head):
        return None
    of = "for" if " of " in column else "of"
    if _PERSONS.fullmatch(column) and not re.search(r"[\d@]", cell):
        return f"Who is the {column} {of} {row}?"
    return f"What {'are' if several else 'is'} the {column} {of} {row}?"


def _makes_no_noun(column: str, head: str) -> bool:
    return any((_ODD.search(column), _NO_THING.match(column), _QUALITY.fullmatch(column), _DONE.fullmatch(head)))


def _to_do(heading: str) -> str | None:
    """How to borrow a book; what to bring."""
    match = _TO.fullmatch(heading)
    if match is None:
        return None
    asks, rest = match["asks"].capitalize(), _mine(match["rest"])
    return f"How do I {rest}?" if asks == "How" else f"{asks} should I {rest}?"


def _turned(heading: str, small: Small) -> str | None:
    """How invoices are paid; who may borrow."""
    if _ASKS_ALREADY.fullmatch(heading):
        return f"{heading}?"
    if match := _THERE.fullmatch(heading):
        return f"{match['asks'].capitalize()} {match['what']} {match['aux'].lower()} there?"
    match = _TURNED.fullmatch(heading)
    if match is None:
        return None
    subject = "I" if match["who"].casefold() == "you" else _mine(small(match["who"]))
    aux = (
        {"are": "am", "were": "was"}.get(match["aux"].lower(), match["aux"].lower()) if subject == "I" else match["aux"]
    )
    return f"{match['asks'].capitalize()} {aux} {subject} {_mine(match['rest'])}?"


def _case(heading: str, small: Small) -> str | None:
    """If the alarm sounds; in case of fire."""
    if not _CASE.fullmatch(heading) or _ODD.search(heading):
        return None
    return f"What happens {_mine(small(heading[:1].lower() + heading[1:]))}?"


def _deed(heading: str, small: Small) -> str | None:
    """Report a fault; change your password."""
    first, _, rest = heading.partition(" ")
    verb, second = first.casefold(), rest.partition(" ")[0].casefold()
    told = verb in _DEEDS or (verb in _EITHER and second in _AFTER_A_DEED)
    if (
        not rest
        or not told
        or second == "of"
        or ":" in rest
        or _CLAUSE.search(rest.removesuffix(" us").removeprefix("us"))
    ):
        return None
    return f"How do I {verb} {_mine(small(f'x {rest}')[2:])}?"


def _thing(heading: str, small: Small, named: Callable[[str], bool]) -> str | None:
    """Opening hours; notice period; parking; reporting a fault."""
    if _ODD.search(heading) or _CLAUSE.search(heading) or _NO_THING.match(heading) or heading.casefold() in _DEEDS:
        return None
    head = _PREPOSITION.split(heading, maxsplit=1)[0].split()
    lowered = small(heading)
    said, last = _mine(lowered), head[-1].casefold()
    doing = len(head) > 1 and _ING.fullmatch(head[0]) and head[1].casefold() in ("a", "an", "the", "your", "my", "our")
    lead = "" if said.partition(" ")[0].casefold() in ("the", "my", "your", "a", "an") else "the "
    if last in _SEVERAL | _SINGLE and not doing:
        return f"What {'are' if last in _SEVERAL else 'is'} {lead}{said}?"
    return f"What should I know about {lead if ' of ' in said or named(lowered) else ''}{said}?"


def _mine(line: str) -> str:
    """What a document tells its reader, as the reader says it."""
    return re.sub(
        r"\b(?:your|our|us|yourself)\b", lambda match: _SAID_TO_ME[match[0].lower()], line, flags=re.IGNORECASE
    )


def is_deed(key: str) -> bool:
    """Whether a row is called by something to do, rather than by a noun."""
    first, _, rest = key.partition(" ")
    return bool(rest) and first.casefold() in _DEEDS | _EITHER
