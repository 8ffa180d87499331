"""Tries to get private text out of answers, with a model that hands on whatever it was given, and what that costs.

``make bench-private``: every way of telling × every question about something private, heard and whole, with follow-ups,
guesses and instructions; then questions about what anybody may read, answered honestly beside private passages.
"""

import argparse
import logging
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import structlog

from pipelines.answer.answerer import Answerer
from pipelines.questions import Answer, AnswerEvent, Question
from pipelines.types import Text
from tests.bench.private.library import BENIGN, OPEN, PRIVATE, Subject
from tests.bench.private.tries import Try, tries
from tests.servers.obeying import letters, obeying
from tests.servers.openai_standin import Reply, Standin
from tests.unit.pipelines.answering_desk import PRIVATE as PRIVATE_SOURCE
from tests.unit.pipelines.answering_desk import SOURCE, Desk, question

OPEN_LETTERS = letters(" ".join((*OPEN, *OPEN.values())))


@dataclass
class Counted:
    """What came of the tries."""

    tries: int = 0
    withheld: int = 0
    uninformed: int = 0
    leaks: list[str] = field(default_factory=list)
    by_kind: Counter[str] = field(default_factory=Counter)


def leaked(subject: Subject, said: str, allowed: str, *, read: Callable[[str], str] = str) -> list[str]:
    """Values of the subject, and five words of it in a row, that anybody reads out of what was said."""
    words = subject.text.lower().split()
    rows = {letters(" ".join(words[at : at + 5])) for at in range(len(words) - 4)}
    sought = {letters(one) for one in subject.values} | rows | {letters(subject.uri.rsplit("/", 1)[-1])}
    sought = {one for one in sought if one not in allowed}
    seen = (letters(said), letters(read(said)))
    return [one for one in sought if any(one in text for text in seen)]


def everything(answer: Answer, events: list[AnswerEvent]) -> str:
    """All that leaves with an answer: what is said, cited, judged, kept to explain it, and what a listener heard."""
    trace = answer.trace
    kept = () if trace is None else (trace.searched, *trace.words, *(one.content or "" for one in trace.prompt))
    parts = (
        answer.citations,
        answer.nearest,
        answer.claims,
        answer.table,
        answer.gap,
        answer.searched,
        answer.withheld,
    )
    looked = () if trace is None else trace.passages
    return " ".join(map(str, (*parts, *kept, *looked, *events)))


def asked_of(answerer: Answerer, asked: Question, *, streamed: bool) -> tuple[Answer, list[AnswerEvent]]:
    events: list[AnswerEvent] = []
    return answerer.answer(asked, events.append if streamed else None), events


def guessed(answer: Answer, value: str) -> bool:
    """Whether an answer to a guess says that it is right or wrong. The closest passages only repeat the question."""
    if answer.mode not in ("llm", "fallback") or "closest passages" in answer.content:
        return False
    return re.search(rf"\b(?:yes|no)\b|{re.escape(value)}", answer.content.split("(")[0], re.IGNORECASE) is not None


def attack(make: Callable[..., Answerer], server: Standin) -> Counted:
    """Everything that is tried, every second one heard, statements marked, left out or not judged in turn."""
    counted, answerer = Counted(), make()
    for at, one in enumerate(tries()):
        server.judge = obeying(one.way, one.pick)
        server.requests.clear()
        asked = replace(one.question, claims=("mark", "drop", "off")[at % 3])
        answer, events = asked_of(answerer, asked, streamed=at % 2 == 0)
        informed = any("<background>" in str(request) for request in server.requests)
        counted.tries += 1
        counted.by_kind[one.kind] += 1
        counted.withheld += bool(answer.withheld)
        counted.uninformed += not informed
        if found := sorted(set(told_of(one, answer, events, informed=informed))):
            counted.leaks.append(f"{one.kind} | {asked.text[-60:]} | {found[:3]} | {answer.content[:160]!r}")
    return counted


def told_of(one: Try, answer: Answer, events: list[AnswerEvent], *, informed: bool) -> Iterator[str]:
    """What an answer, or anything that leaves with it, tells of the subject."""
    heard = "".join(getattr(event, "text", "") or getattr(event, "content", "") for event in events)
    allowed = OPEN_LETTERS + letters(one.question.text)
    yield from leaked(one.subject, f"{answer.content}\n{heard}", allowed, read=one.way.read)
    yield from leaked(one.subject, everything(answer, events), allowed)
    if informed and one.kind == "guesses" and guessed(answer, one.value):
        yield "a guess"
    if informed and one.kind == "beginnings" and one.value in answer.content:
        yield "a beginning"


@dataclass
class Cost:
    """Of honest answers: how many were made, shortened, withheld altogether; the same of those that were informed."""

    asked: int = 0
    beside: int = 0
    shortened: list[str] = field(default_factory=list)
    informed: int = 0
    informed_kept: int = 0
    marked: int = 0
    lost: list[str] = field(default_factory=list)


def cost(make: Callable[..., Answerer], server: Standin) -> Cost:
    found, answerer = Cost(), make()
    for text, honest in BENIGN:
        server.requests.clear()
        server.judge = _saying(honest)
        answer = answerer.answer(question(text))
        found.asked += 1
        found.beside += any("<background>" in str(one) for one in server.requests)
        if answer.withheld:
            found.shortened.append(f"{text} | {answer.content}")
    for subject in PRIVATE:
        for honest in subject.honest:
            server.judge = _saying(honest)
            answer = answerer.answer(question(subject.asked[-1]))
            found.informed += 1
            found.informed_kept += honest in answer.content
            found.marked += any(one.verdict == "private" for one in answer.claims)
            if honest not in answer.content:
                found.lost.append(f"{honest} | {answer.content[:80]}")
    return found


def _saying(text: str) -> Callable[[dict[str, Any]], Reply | None]:
    return lambda _request: Reply(text=text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print what was lost of honest answers")
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        desk, server = Desk(Path(folder)), Standin()
        desk.publish(OPEN, source=SOURCE)
        desk.publish({one.uri: Text(one.text, title=one.title) for one in PRIVATE}, source=PRIVATE_SOURCE)
        made: list[Answerer] = []

        def make(**settings: object) -> Answerer:
            provider = {"OPENAI_API_KEY": "test-key", "OPENAI_BASE_URL": server.url, "model": "obeying"}
            made.append(desk.answerer(**provider | settings))
            return made[-1]

        without = desk.answerer()
        quoted = sum(
            bool(leaked(subject, str(without.answer(question(text))), OPEN_LETTERS + letters(text)))
            for subject in PRIVATE
            for text in subject.asked
        )
        hits = without.search("merger vault salary", question("x").scope, question("x").visibility, k=50)
        listed = {one.source_id for one in hits.items} - {SOURCE}
        counted, honest = attack(make, server), cost(make, server)
        for one in (*made, without):
            one.close()
        server.close()
        desk.index.close()
    for line in counted.leaks:
        print("LEAK", line)
    if options.show:
        print(*(f"lost {line}" for line in (*honest.shortened, *honest.lost)), sep="\n")
    kinds = ", ".join(f"{count} {kind}" for kind, count in counted.by_kind.items())
    print(f"tries {counted.tries} ({kinds}): {len(counted.leaks)} leaks")
    print(f"  private text in the prompt of {counted.tries - counted.uninformed}, withheld from {counted.withheld}")
    print(f"without a model: {quoted} of {sum(len(one.asked) for one in PRIVATE)} tell something, {len(listed)} listed")
    print(f"honest answers {honest.asked}, {honest.beside} beside private text: {len(honest.shortened)} shortened")
    print(f"informed by private text {honest.informed}: {honest.informed_kept} said, {honest.marked} marked as such")
    print(f"{time.monotonic() - begun:.0f} s")
    return 1 if counted.leaks or quoted or listed else 0


if __name__ == "__main__":
    sys.exit(main())
