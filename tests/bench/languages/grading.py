"""What is counted of an answer, and the figures of many."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.questions import Answer, Passages
from tests.bench.languages.questions import Item, plain

DEEPEST = 10
# So many quotes are read before anybody reads on.
READ = 2


@dataclass(frozen=True, slots=True)
class Grade:
    """``rank`` of the first passage that holds the answer, from 1, or None; ``right``: it stands in the first quotes;
    ``false``: something is shown as an answer, and no quote holds it.
    """

    answerable: bool
    rank: int | None
    first: bool
    right: bool
    shown: bool
    false: bool


def grade(item: Item, found: Passages, answer: Answer) -> Grade:
    """The grade of what a question found and was answered."""
    shown = answer.answered and bool(answer.citations)
    if item.gold is None:
        return Grade(answerable=False, rank=None, first=False, right=False, shown=shown, false=shown)
    gold = plain(item.gold)
    ranks = (n for n, passage in enumerate(found.items, start=1) if gold in plain(passage.text))
    held = [gold in plain(citation.quote) for citation in answer.citations] if shown else []
    return Grade(
        answerable=True,
        rank=next(ranks, None),
        first=any(held[:1]),
        right=any(held[:READ]),
        shown=shown,
        false=shown and not any(held),
    )


def figures(grades: Iterable[Grade]) -> dict[str, float]:
    """``n`` questions; shares of the answerable ones: ``ndcg@10``, ``top5`` (passages), ``first`` and ``right``;
    ``false_of_shown`` and ``shown_of_none``: shares of what was shown, and of what had no answer.
    """
    every = list(grades)
    asked, none = [one for one in every if one.answerable], [one for one in every if not one.answerable]
    shown = [one for one in every if one.shown]
    return {
        "n": len(every),
        "answerable": len(asked),
        "ndcg@10": _share((_gain(one.rank) for one in asked), len(asked)),
        "top5": _share((one.rank is not None and one.rank <= 5 for one in asked), len(asked)),
        "first": _share((one.first for one in asked), len(asked)),
        "right": _share((one.right for one in asked), len(asked)),
        "false": sum(one.false for one in every),
        "false_of_shown": _share((one.false for one in shown), len(shown)),
        "shown_of_none": _share((one.shown for one in none), len(none)),
    }


def _gain(rank: int | None) -> float:
    """nDCG where one passage is right and nothing else is."""
    return 0.0 if rank is None or rank > DEEPEST else 1 / math.log2(1 + rank)


def _share(values: Iterable[float], of: int) -> float:
    return round(sum(values) / of, 4) if of else 0.0
