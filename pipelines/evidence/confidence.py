"""How sure an answer may be: a calibrated formula over absolute evidence, never over the fused score.

Logistic, fitted on three question sets over office files and checked on others. Its constant is moved by .32 from
where it was fitted, so that an answer stands from .5 on as it always did (.42 before the move). Of what it showed on
sets that nobody tuned to, 2 of 81 answers were false; without the caps four times as many.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from pipelines.evidence import by_words
from pipelines.evidence.contrast import contrary
from pipelines.evidence.fitting import needed
from pipelines.evidence.names import called, names_of, qualifiers_of
from pipelines.evidence.tables.operators import of_all_rows
from pipelines.evidence.tongues.telling import ENGLISH, tongue_of
from pipelines.evidence.values import Band, Sentence
from pipelines.evidence.words import WORD, Asked, common, generic, stem, stems
from pipelines.text.analyzer import words as words_of
from pipelines.text.folding import fold

CLOSEST_SHARE = 0.4
CONSTANT = -4.19
MOST_GAP = 2.0
FULL_SENTENCE = 8
# Where something of the question stands nowhere: just below an answer.
CAP = 0.48
# Where it is not certain of what the sentence is told: below "sure".
LIKELY = 0.7
# A heading that asks the question, and the sentence right beneath it.
HEADED, LIFT = 0.8, 0.72
SURE = 0.75
FEW_WORDS = 2
ROOT, ENDING = 4, 5

Spoken = Literal["sure", "likely", "unsure"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A probability in [0, 1], the codes of what held it down, and the names and numbers that stand nowhere."""

    probability: float
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def judge(asked: Asked, sentences: Sequence[Sentence], weights: Mapping[str, float]) -> Judged:
    """How sure we may be that the first sentence answers; 0 without a sentence."""
    if not sentences:
        return Judged(0.0)
    first = sentences[0]
    telling = _telling(asked, weights)
    p = 1 / (1 + math.exp(-(logit(sentences) if _is_english(asked) else _by_words(asked, sentences, telling))))
    missing = _absent_names(asked, first)
    reasons = tuple(_reasons(asked, first, telling, missing=missing))
    if first.headed >= HEADED and first.offered is not False and not missing and "contrary" not in reasons:
        return Judged(max(p, LIFT))
    if not reasons and _stands_elsewhere(asked, sentences, weights):
        return Judged(min(p, LIKELY), ("elsewhere",))
    return Judged(min(p, CAP) if reasons else p, reasons, missing)


def _is_english(asked: Asked) -> bool:
    return asked.language == ENGLISH and tongue_of(asked.text) == ENGLISH


def _telling(asked: Asked, weights: Mapping[str, float]) -> Mapping[str, float]:
    """The words that say something, all where none does."""
    little = generic(asked.language) | common(asked.language)
    return {one: weight for one, weight in weights.items() if one not in little} or weights


def _by_words(asked: Asked, sentences: Sequence[Sentence], telling: Mapping[str, float]) -> float:
    first = sentences[0]
    ahead = _gap(first, next(_otherwise(first, sentences[1:]), None))
    return by_words.logit(first, telling, ahead=ahead, stands=_stands_near, asked=asked)


def logit(sentences: Sequence[Sentence]) -> float:
    """The log odds before any cap."""
    first = sentences[0]
    rival = next(_otherwise(first, sentences[1:]), None)
    elsewhere = (one for one in sentences[1:] if one.passage is not first.passage)
    return (
        CONSTANT
        + 1.18 * first.cosine
        + 0.69 * first.coverage
        + 0.41 * first.around
        + 0.45 * first.pairs
        + (0.13 if first.offered else 0.0)
        - (0.16 if first.offered is False else 0.0)
        + 0.99 * first.own
        + 2.26 * first.titled
        + 0.17 * _gap(first, rival)
        + 0.49 * min(len(WORD.findall(first.text)), FULL_SENTENCE) / FULL_SENTENCE
        + 0.70 * _gap(first, next(_otherwise(first, elsewhere), None))
    )


def band(probability: float, min_confidence: float) -> Band:
    """Answer from ``min_confidence`` on, closest passages from 0.4 times it, else nothing."""
    if probability <= 0:
        return Band.NOTHING
    if probability >= min_confidence:
        return Band.ANSWER
    return Band.CLOSEST if probability >= CLOSEST_SHARE * min_confidence else Band.NOTHING


def spoken(probability: float, min_confidence: float) -> Spoken:
    """The confidence in one of three words."""
    if probability < min_confidence:
        return "unsure"
    return "sure" if probability >= max(SURE, min_confidence) else "likely"


def _otherwise(first: Sentence, others: Iterable[Sentence]) -> Iterator[Sentence]:
    """What says something else: the same document may be there twice, as PDF and as a Word file."""
    said = stems(first.text)
    return (one for one in others if one.text != first.text and stems(one.text) != said)


def _gap(first: Sentence, other: Sentence | None) -> float:
    """How far the first is ahead; of nothing else as far as counts."""
    return MOST_GAP if other is None else min(MOST_GAP, first.score - other.score)


def _reasons(asked: Asked, first: Sentence, telling: Mapping[str, float], *, missing: Sequence[str]) -> list[str]:
    near_words = first.read
    found = []
    if missing:
        found.append("name_missing")
    if _is_english(asked) and telling and not _stands_near(max(telling, key=lambda one: telling[one]), near_words):
        found.append("rarest_word_missing")
    if _few_missing(asked, first, telling) or _only_named(asked, first, telling):
        found.append("word_missing")
    if any(_lacks(phrase & telling.keys(), near_words) for phrase in qualifiers_of(asked.text)):
        found.append("qualifier_missing")
    if first.offered is False and needed(asked.text):
        found.append("kind_missing")
    if contrary(asked.text, first.text):
        found.append("contrary")
    if first.row and of_all_rows(asked.text):
        found.append("one_of_many")
    return found


def _few_missing(asked: Asked, first: Sentence, telling: Mapping[str, float]) -> bool:
    """Whether one of only two words was not read; of languages other than English, whether the sentence has none."""
    if len(telling) <= FEW_WORDS and asked.language not in by_words.BY_LETTERS:
        return not all(_stands_near(one, first.read) for one in telling)
    if _is_english(asked) or first.headed >= HEADED:
        return False
    return not any(_stands_near(one, first.held) for one in telling)


def _only_named(asked: Asked, first: Sentence, telling: Mapping[str, float]) -> bool:
    """Whether a sentence tells of whom the question names, and of nothing that it asks about them."""
    if _is_english(asked):
        return False
    names = frozenset(stems(" ".join((*names_of(asked.text), *called(asked.text))), asked.language))
    told = telling.keys() - names
    return bool(told and names & first.held) and not any(_stands_near(one, first.read) for one in told)


def _stands_elsewhere(asked: Asked, sentences: Sequence[Sentence], weights: Mapping[str, float]) -> bool:
    """Whether a telling word is not by the sentence, but in another one of the passage: of that it may be told."""
    first = sentences[0]
    telling = weights.keys() - generic(asked.language) - common(asked.language)
    lacking = {one for one in telling if not _stands_near(one, first.beside)}
    lacking -= _shortened(first, telling, asked.language) if lacking else frozenset()
    others = (one.held for one in sentences[1:] if one.passage is first.passage)
    return bool(lacking) and any(lacking & held for held in others)


def _shortened(first: Sentence, telling: Set[str], language: str) -> Set[str]:
    """Words of a title that the sentence says shorter: "a booking", in "Booking rooms"."""
    title = telling & frozenset(stems(first.passage.title, language))
    return title if title & first.held else frozenset()


def _lacks(phrase: frozenset[str], read: frozenset[str]) -> bool:
    """Whether nothing of what narrows a question down was read: what is said is of another roof, or not for guests."""
    return bool(phrase) and not any(_stands_near(one, read) for one in phrase)


def _stands_near(wanted: str, read: Set[str]) -> bool:
    """Whether a stem was read, or one that is only derived otherwise: decide and decision, teach and teacher."""
    if wanted in read:
        return True
    root = wanted[: max(ROOT, len(wanted) - 2)]
    return len(wanted) >= ROOT and any(one.startswith(root) and len(one) - len(root) <= ENDING for one in read)


def _absent_names(asked: Asked, first: Sentence) -> tuple[str, ...]:
    """Capitalised words and numbers of the question that stand neither in the passage nor in what it is called."""
    text = first.passage.said
    held, plain = frozenset(stems(text, asked.language)), fold(text)
    return tuple(name for name in names_of(asked.text) if not _stands(name, held, plain, language=asked.language))


def _stands(name: str, held: frozenset[str], plain: str, *, language: str) -> bool:
    folded = words_of(name)
    if all(stem(one, language) in held for one in folded):
        return True
    word = fold(name)
    return len(word) > 5 and not any(sign.isdigit() for sign in word) and word[:-3] in plain
