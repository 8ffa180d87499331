"""How sure an answer may be in languages other than English: words alone decide.

The static vectors know English; of Chinese their cosines say nothing. Logistic, fitted on questions of eleven
languages, with the answer in the collection and with its document taken away: what it shows, and on which questions, is
in docs/adr/0225-words-decide-outside-english.md.
"""

from collections.abc import Callable, Mapping, Set

from pipelines.evidence.tongues.telling import TONGUES
from pipelines.evidence.values import Sentence
from pipelines.evidence.words import Asked, stems, unspaced
from pipelines.text.folding import fold

CONSTANT, OWN, READ, HELD, AHEAD, OFFERED, NOT_OFFERED = -4.7, 2.05, 2.7, 2.95, 1.1, 0.48, -0.93
# So many words held are as good as any more.
ENOUGH = 3
# What a word takes that stands nowhere in the passage, for each nat of its IDF: the rarer it is in all that may be
# searched, the less may anything else be the answer.
ABSENT = -0.3
# And where the sentence holds the kind of thing asked for: a price stands in many, of what was asked or of another.
# Only of languages whose other words for it are known: in others it is as likely said in one of these.
ABSENT_OFFERED = -0.45
# A word is the same in another form if so many of its first letters stand there, all but so many of its last.
FIRST, LAST = 5, 3
# Thai is held against in pairs of letters, of which any long sentence has many by chance. Chosen, not fitted.
BY_LETTERS: Mapping[str, float] = {"th": -2.0}

Stands = Callable[[str, Set[str]], bool]


def logit(first: Sentence, telling: Mapping[str, float], *, ahead: float, stands: Stands, asked: Asked) -> float:
    """The log odds that a sentence answers. ``telling``: weights of the question's words that say something, by stem;
    ``ahead``: how far its score is from that of the next that says something else.
    """
    held = [one for one in telling if stands(one, first.held)]
    return (
        CONSTANT
        + BY_LETTERS.get(asked.language, 0.0)
        + OWN * _share(telling, held)
        + READ * _share(telling, [one for one in telling if stands(one, first.read)])
        + HELD * min(len(held), ENOUGH) / ENOUGH
        + AHEAD * ahead
        + (ABSENT_OFFERED if first.offered and _knows_others(asked.language) else ABSENT)
        * max((telling[one] for one in absent(first, telling, stands=stands, asked=asked)), default=0.0)
        + (OFFERED if first.offered else 0.0)
        + (NOT_OFFERED if first.offered is False else 0.0)
    )


def absent(first: Sentence, telling: Mapping[str, float], *, stands: Stands, asked: Asked) -> frozenset[str]:
    """The telling words that stand nowhere in the passage, its title or its headings, in no form."""
    lacking = [one for one in telling if not stands(one, first.read)]
    if not lacking:
        return frozenset()
    said = first.passage.said
    held, plain = frozenset(stems(said, asked.language)), fold(said)
    begun = {one: fold(asked.words.get(one, one)) for one in lacking}
    return frozenset(one for one, word in begun.items() if not (stands(one, held) or _begins(word, plain)))


def _knows_others(language: str) -> bool:
    return language in TONGUES and bool(TONGUES[language].alike) and not unspaced(language)


def _begins(word: str, plain: str) -> bool:
    return len(word) >= FIRST and word[: max(FIRST, len(word) - LAST)] in plain


def _share(weights: Mapping[str, float], held: list[str]) -> float:
    total = sum(weights.values())
    return sum(weights[one] for one in held) / total if total > 0 else 0.0
