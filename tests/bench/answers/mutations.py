"""Statements about the passages, true and false, made by rule: `python -m tests.bench.answers.mutations` counts them.

A rule yields only where the truth is certain: in what it changes stands no negation, condition or bound that could turn
the change round. `statements()` is deterministic. `truth` is judged by the cited passages alone.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from itertools import islice

from tests.bench.answers import falsify_values, falsify_words, paraphrase
from tests.bench.answers.passages import Passage, load
from tests.bench.answers.statements import Statement, people, pick
from tests.bench.answers.wordlists import INVENTED, INVENTED_OF_A_PERSON

Rule = Callable[[str], Iterable[str]]

TRUE_RULES: dict[str, Rule] = {
    "synonym": paraphrase.synonyms,
    "reordered": paraphrase.reordered,
    "shortened": paraphrase.shortened,
    "number-format": paraphrase.numbers,
    "date-format": paraphrase.dates,
    "unit-format": paraphrase.units,
}
FALSE_RULES: dict[str, Rule] = {
    "number": falsify_values.numbers,
    "date": falsify_values.dates,
    "unit": falsify_values.units,
    "negation-inserted": falsify_words.negated,
    "negation-removed": falsify_words.affirmed,
    "quantifier": falsify_words.quantified,
    "comparative": falsify_words.compared,
    "antonym": falsify_words.opposed,
    "role-swap": falsify_words.swapped,
}
_COMMON = frozenset(
    (
        "with",
        "from",
        "that",
        "this",
        "were",
        "have",
        "must",
        "only",
        "been",
        "they",
        "their",
        "than",
        "into",
        "when",
        "which",
        "three",
        "four",
        "five",
        "year",
        "years",
        "days",
        "weeks",
    )
)
_OPENING = re.compile(
    r"(?:The|An?|It|She|He|They|In|On|At|Its|His|Her|Their|All|Every|Each|Only|If|When|Whoever|Whatever|After|Before"
    r"|From|With|Without|Above|About|Until|Since|Nobody|Everybody|Most|Half|Two|Three|Four|Some|No|This|There|Today) "
)


def statements(passages: list[Passage] | None = None) -> Iterator[Statement]:
    """Every statement, each claim once for its passages."""
    chosen = load() if passages is None else passages
    seen: set[tuple[tuple[str, ...], str]] = set()
    for statement in (*_ruled(chosen), *_of_names(chosen), *_of_pairs(chosen), *_invented(chosen)):
        key = (statement.passages, statement.claim)
        if key not in seen:
            seen.add(key)
            yield statement


def _made(passage: Passage, kind: str, claim: str, *, truth: bool) -> Statement:
    return Statement(kind, (passage.id,), claim, truth, passage.half)


def _usable(sentence: str) -> bool:
    """A sentence that can stand alone: not a fragment, not a line of a form."""
    return len(sentence.split()) >= 5 and sentence.endswith(".") and not re.match(r"[a-z]|(?:\S+ ){0,3}\S+: ", sentence)


def _ruled(passages: list[Passage]) -> Iterator[Statement]:
    for passage in passages:
        for sentence in filter(_usable, passage.sentences):
            if sentence == passage.sentences[0]:
                yield _made(passage, "verbatim", sentence, truth=True)
            yield from _by(TRUE_RULES, sentence, passage)
            yield from (made for made in _by(FALSE_RULES, sentence, passage) if made.claim not in passage.text)
        for _, claim in paraphrase.resolved(passage):
            yield _made(passage, "pronoun-resolved", claim, truth=True)


def _by(rules: dict[str, Rule], sentence: str, passage: Passage) -> Iterator[Statement]:
    """At most two statements of each rule."""
    for kind, rule in rules.items():
        for claim in islice(rule(sentence), 2):
            yield _made(passage, kind, claim, truth=rules is TRUE_RULES)


def _of_names(passages: list[Passage]) -> Iterator[Statement]:
    everyone = falsify_values.everyone_in([passage.text for passage in passages])
    for passage in passages:
        for sentence in filter(_usable, passage.sentences):
            for claim in falsify_values.names(sentence, passage.text, everyone):
                yield _made(passage, "name", claim, truth=False)


def _words(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[^\W\d_]{4,}", text.lower()) if word not in _COMMON}


def _independent(sentence: str, passage: Passage) -> bool:
    """The passage cannot be read as saying the sentence: they share next to no words and no number."""
    fresh = set(re.findall(r"\d[\d,.]*", sentence)) - set(re.findall(r"\d[\d,.]*", passage.text))
    return bool(fresh) and len(_words(sentence) & _words(passage.text)) <= 1


def _of_pairs(passages: list[Passage]) -> Iterator[Statement]:
    """A sentence of one passage cited to another; two passages in one sentence, with one citation or with both."""
    for half in ("build", "held"):
        own = [passage for passage in passages if passage.half == half]
        for passage in own:
            yield from _pair(passage, own)
            yield from _joined(passage)


def _pair(passage: Passage, own: list[Passage]) -> Iterator[Statement]:
    first = next(filter(_usable, passage.sentences), None)
    others = [
        (other, sentence)
        for other in own
        if other.id != passage.id
        and (other.subject == passage.subject or other.origin == passage.origin == "paragraph")
        for sentence in filter(_usable, other.sentences)
        if _independent(sentence, passage) and not re.match(r"(?:He|She|It|They|His|Her|Its|Their)\b", sentence)
    ]
    if first is None or not others:
        return
    other, foreign = pick(others, passage.id)
    yield _made(passage, "swapped-citation", foreign, truth=False)
    both = f"{first[:-1]}; {_inside(foreign)}"
    yield _made(passage, "stitched", both, truth=False)
    yield Statement("stitched-with-both", (passage.id, other.id), both, truth=True, half=passage.half)


def _joined(passage: Passage) -> Iterator[Statement]:
    """Two sentences of one passage as one: as long as a stitched statement, and true."""
    usable = [sentence for sentence in passage.sentences if _usable(sentence)]
    if len(usable) >= 2:
        yield _made(passage, "joined", f"{usable[0][:-1]}; {_inside(usable[1])}", truth=True)


def _inside(sentence: str) -> str:
    """The sentence as it stands after a semicolon."""
    return sentence[0].lower() + sentence[1:] if _OPENING.match(sentence) else sentence


def _invented(passages: list[Passage]) -> Iterator[Statement]:
    for index, passage in enumerate(passages):
        persons = people(passage.text)
        if persons:
            claim = pick(INVENTED_OF_A_PERSON, passage.id).format(x=persons[0])
            yield _made(passage, "invented", claim, truth=False)
        elif index % 3 == 0:
            yield _made(passage, "invented", pick(INVENTED, passage.id), truth=False)


def main() -> None:
    """Counts per kind and half, with one example of each."""
    made = list(statements())
    counts = Counter((statement.truth, statement.kind, statement.half) for statement in made)
    for truth, kind in sorted({(statement.truth, statement.kind) for statement in made}, reverse=True):
        example = next(statement for statement in made if (statement.truth, statement.kind) == (truth, kind))
        numbers = f"{counts[truth, kind, 'build']:>4} +{counts[truth, kind, 'held']:>4}"
        print(f"{truth!s:6}{kind:20}{numbers}  {json.dumps(asdict(example)['claim'], ensure_ascii=False)}")
    print(len(made), "statements")


if __name__ == "__main__":
    main()
