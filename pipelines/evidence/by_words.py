"""How sure an answer may be in languages other than English: words alone decide.

The static vectors know English; of Chinese their cosines say nothing. Logistic, fitted on questions of eleven
languages, with the answer in the collection and with its document taken away: what it shows, and on which questions, is
in docs/adr/0225-words-decide-outside-english.md.
"""

from collections.abc import Callable, Mapping, Set

from pipelines.evidence.values import Sentence

CONSTANT, OWN, READ, HELD, AHEAD, OFFERED, NOT_OFFERED = -4.9, 2.05, 2.7, 2.95, 1.1, 0.48, -0.93
# So many words held are as good as any more.
ENOUGH = 3
# Thai is held against in pairs of letters, of which any long sentence has many by chance. Chosen, not fitted.
BY_LETTERS: Mapping[str, float] = {"th": -2.0}

Stands = Callable[[str, Set[str]], bool]


def logit(first: Sentence, telling: Mapping[str, float], *, ahead: float, stands: Stands, language: str) -> float:
    """The log odds that a sentence answers. ``telling``: weights of the question's words that say something, by stem;
    ``ahead``: how far its score is from that of the next that says something else.
    """
    held = [one for one in telling if stands(one, first.held)]
    return (
        CONSTANT
        + BY_LETTERS.get(language, 0.0)
        + OWN * _share(telling, held)
        + READ * _share(telling, [one for one in telling if stands(one, first.read)])
        + HELD * min(len(held), ENOUGH) / ENOUGH
        + AHEAD * ahead
        + (OFFERED if first.offered else 0.0)
        + (NOT_OFFERED if first.offered is False else 0.0)
    )


def _share(weights: Mapping[str, float], held: list[str]) -> float:
    total = sum(weights.values())
    return sum(weights[one] for one in held) / total if total > 0 else 0.0
