"""Questions that ask for a summary of a document or a section, and which one they mean."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.evidence.words import based, content_stems, stem
from pipelines.questions import Passage

TITLED = 0.6
_ASKS = re.compile(
    r"^\W*(?:please |can you |could you |would you )*(?:(?:please )?"
    r"(?:summari[sz]e|sum up|outline)(?: (?:for me|me))?"
    r"|(?:give|show|write|make|tell) (?:me |us )?(?:an? |the )?(?:\w+ )?(?:summary|overview|outline|gist)(?: of|"
    r" about| on)"
    r"|(?:an? |the )?(?:short |brief |quick )?(?:summary|overview|gist) (?:of|about|on)"
    r"|what (?:are|is) (?:the )?(?:most important|main|key|essential) (?:points?|things?|parts?|rules?|"
    r"statements?|messages?|ideas?) (?:of|in|about)"
    r"|what (?:is|are)(?=\s.{3,60} about\W*$)|what does(?=\s.{3,60} (?:say|cover|contain)\W*$)|what is in"
    r"|what (?:should|must|do) (?:i|we|you|one)(?: need to| have to)? know about"
    r"|tell me(?=\s.{3,80} in (?:a few|two|three|some|short|brief)\b)"
    r"|was steht unter|worum geht es in|que dit|de quoi parle|qu[eé] dice|de qu[eé] trata"
    r"|fass(?:e|en sie)?(?=\s.{3,80} zusammen\W*$)|zusammenfassung (?:von|der|des|zu[rm]?)"
    r"|(?:r[eé]sume[rz]?|fais(?:-moi)? un r[eé]sum[eé] (?:de|du|des)|faites(?:-moi)? un r[eé]sum[eé] (?:de|du|des))"
    r"|(?:resume|resumir|haz(?:me)? un resumen (?:de|del)|un resumen (?:de|del)))\s+(?P<what>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_TAIL = re.compile(
    r"\b(?:for me|please|roughly|briefly|in short|in brief|about|say|cover|contain|zusammen|bitte"
    r"|in (?:a few|two|three|some) (?:sentences|words|lines))\W*$|[,;]\s*(?:please|roughly|briefly)\W*$",
    re.IGNORECASE,
)
_KINDS = """
chapter section part document file text page paper report article rules rule policy point points important main
kapitel abschnitt dokument datei chapitre document fichier capitulo documento archivo short summary content contents
"""
_NAMELESS = frozenset(map(stem, _KINDS.split()))


@dataclass(frozen=True, slots=True)
class Summed:
    """What is to be summed up: a document, or one section of it by its heading."""

    passage: Passage
    heading: str | None


def subject(question: str) -> str | None:
    """What a question asks a summary of, None where it asks for something else."""
    match = _ASKS.match(question.strip())
    if match is None:
        return None
    what = match["what"].strip()
    while (shorter := _TAIL.sub("", what).strip(" ,;?.!")) != what:
        what = shorter
    return what or None


def chosen(what: str, passages: Sequence[Passage]) -> Summed | None:
    """The document whose title holds what was named, else the section; None where none holds three fifths of it."""
    wanted = based(content_stems(what)) - _NAMELESS or based(content_stems(what))
    if not wanted:
        return None
    titles = [(_share(wanted, _called(one), whole=True), Summed(one, None)) for one in passages]
    heads = [(_share(wanted, head), Summed(one, head)) for one in passages for head in one.heading]
    # What is named by no more than a document is called is the document, not the section about its end.
    best = max([*titles, *heads], key=lambda pair: pair[0], default=((0.0, False, 0.0), None))
    return best[1] if _held(wanted, best[1]) >= TITLED else None


def _called(passage: Passage) -> str:
    return f"{passage.title} {passage.uri.rsplit('/', 1)[-1].rsplit('.', 1)[0]}"


def _share(wanted: frozenset[str], name: str, *, whole: bool = False) -> tuple[float, bool, float]:
    """How much of what is wanted a name holds, whether it is of a ``whole`` document, and how little else it holds."""
    held = based(content_stems(name))
    return len(wanted & held) / len(wanted), whole, len(wanted & held) / max(1, len(held))


def _held(wanted: Iterable[str], summed: Summed | None) -> float:
    if summed is None:
        return 0.0
    name = based(content_stems(summed.heading or _called(summed.passage)))
    stems = frozenset(wanted)
    return len(stems & name) / len(stems)
