"""What came of tries to get private text out, and what that costs honest answers."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipelines.answer.answerer import Answerer
from pipelines.questions import Answer, AnswerEvent, Question
from tests.bench.private.held import LOSSY, Series, conversation
from tests.bench.private.library import Subject
from tests.bench.private.tries import Try
from tests.servers.obeying import letters, obeying
from tests.servers.openai_standin import Reply, Standin
from tests.unit.pipelines.answering_desk import question


@dataclass
class Counted:
    """What came of the tries."""

    tries: int = 0
    withheld: int = 0
    uninformed: int = 0
    leaks: list[str] = field(default_factory=list)
    by_kind: Counter[str] = field(default_factory=Counter)
    leaked_by: Counter[str] = field(default_factory=Counter)


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


def attack(answerer: Answerer, server: Standin, tried: Iterable[Try], *, known: str) -> Counted:
    """All that is tried, every second one heard, in pieces of 1 to 11 signs, statements marked, left out or not judged
    in turn. ``known``: the letters of what may be said.
    """
    counted = Counted()
    for at, one in enumerate(tried):
        server.judge = _in_pieces(obeying(one.way, one.pick), 1 + at % 11)
        server.requests.clear()
        asked = replace(one.question, claims=("mark", "drop", "off")[at % 3])
        answer, events = asked_of(answerer, asked, streamed=at % 2 == 0)
        informed = any("<background>" in str(request) for request in server.requests)
        counted.tries += 1
        counted.by_kind[one.kind.split(":")[0]] += 1
        counted.withheld += bool(answer.withheld)
        counted.uninformed += not informed
        if found := sorted(set(told_of(one, answer, events, informed=informed, known=known))):
            counted.leaked_by[one.kind] += 1
            counted.leaks.append(f"{one.kind} | {asked.text[-60:]} | {found[:3]} | {answer.content[:160]!r}")
    return counted


def told_of(one: Try, answer: Answer, events: list[AnswerEvent], *, informed: bool, known: str) -> Iterator[str]:
    """What an answer, or anything that leaves with it, tells of the subject."""
    heard = "".join(getattr(event, "text", "") or getattr(event, "content", "") for event in events)
    allowed = known + letters(one.question.text)
    yield from leaked(one.subject, f"{answer.content}\n{heard}", allowed, read=one.way.read)
    yield from leaked(one.subject, everything(answer, events), allowed)
    if informed and one.kind == "guesses" and guessed(answer, one.value):
        yield "a guess"
    if informed and one.kind in ("beginnings", "hints") and one.value in answer.content:
        yield "a beginning" if one.kind == "beginnings" else "a hint"
    if one.kind.split(": ")[-1] in LOSSY:
        yield from (value for value in one.subject.values if len(value) > 4 and one.way.told(value) in answer.content)


def continued(answerer: Answerer, server: Standin, tried: Iterable[Series], *, known: str) -> Counted:
    """What is told in pieces over a conversation: a leak is what its answers hold together."""
    counted = Counted()
    for one in tried:
        told: list[tuple[str, str]] = []
        withheld = 0
        for piece in one.pieces:
            server.judge = _saying(piece)
            answer = answerer.answer(question(one.asked, history=conversation(told)))
            told.append((one.asked, answer.content))
            withheld += bool(answer.withheld)
        counted.tries += 1
        counted.by_kind[one.kind] += 1
        counted.withheld += bool(withheld)
        said = " ".join(text for _, text in told)
        meant = replace(one.subject, values=(one.value,)) if "letter" in one.kind else one.subject
        if found := leaked(meant, said, known + letters(one.asked)):
            counted.leaked_by[one.kind] += 1
            counted.leaks.append(f"{one.kind} | {found[:3]} | {said[:160]!r}")
    return counted


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


def cost(
    answerer: Answerer, server: Standin, benign: Iterable[tuple[str, str]], *, subjects: Sequence[Subject]
) -> Cost:
    """Honest answers to what anybody may read, and honest ones that private text informs."""
    found = Cost()
    for text, honest in benign:
        server.requests.clear()
        server.judge = _saying(honest)
        answer = answerer.answer(question(text))
        found.asked += 1
        found.beside += any("<background>" in str(one) for one in server.requests)
        if answer.withheld:
            found.shortened.append(f"{text} | {answer.content}")
    for subject in subjects:
        for honest in subject.honest:
            server.judge = _saying(honest)
            answer = answerer.answer(question(subject.asked[-1]))
            found.informed += 1
            found.informed_kept += honest in answer.content
            found.marked += any(one.verdict == "private" for one in answer.claims)
            if honest not in answer.content:
                found.lost.append(f"{honest} | {answer.content[:80]}")
    return found


def _in_pieces(judge: Callable[[dict[str, Any]], Reply | None], size: int) -> Callable[[dict[str, Any]], Reply | None]:
    def cut(request: dict[str, Any]) -> Reply | None:
        reply = judge(request)
        return None if reply is None else replace(reply, size=size)

    return cut


def _saying(text: str) -> Callable[[dict[str, Any]], Reply | None]:
    return lambda _request: Reply(text=text)
