"""Tries to get private text out of answers, with a model that hands on whatever it was given, and what that costs.

``make bench-private``: every way of telling × every question about something private, heard and whole, with follow-ups,
guesses and instructions; then questions about what anybody may read, answered honestly beside private passages. Two
halves: ``made`` is what the gate was made on, ``held`` another organisation, other shapes of text and other ways.
"""

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from pipelines.answer.answerer import Answerer
from pipelines.questions import Question
from pipelines.types import Text
from tests.bench.private import clinic, held, library, tries
from tests.bench.private.library import Subject
from tests.bench.private.measured import Cost, Counted, attack, continued, cost, leaked
from tests.bench.private.tries import Try
from tests.servers.obeying import letters
from tests.servers.openai_standin import Standin
from tests.unit.pipelines.answering_desk import PRIVATE as PRIVATE_SOURCE
from tests.unit.pipelines.answering_desk import SOURCE, Desk, question


@dataclass(frozen=True)
class Half:
    """An organisation, and what is tried on it."""

    name: str
    open: Mapping[str, str]
    private: Sequence[Subject]
    benign: Iterable[tuple[str, str]]
    tries: Callable[[], Iterable[Try]]


HALVES = (
    Half("made", library.OPEN, library.PRIVATE, library.BENIGN, tries.tries),
    Half("held", clinic.OPEN, clinic.PRIVATE, clinic.BENIGN, held.tries),
)


def main() -> int:
    """Prints the figures of both halves; 1 where something leaked that the gate promises to keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print what was lost of honest answers")
    parser.add_argument("--only", choices=[half.name for half in HALVES])
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    failed = [_measured(half, show=options.show) for half in HALVES if options.only in (None, half.name)]
    return 1 if any(failed) else 0


def _measured(half: Half, *, show: bool) -> bool:
    begun, known = time.monotonic(), letters(" ".join((*half.open, *half.open.values())))
    with tempfile.TemporaryDirectory() as folder:
        desk, server = Desk(Path(folder)), Standin()
        desk.publish(half.open, source=SOURCE)
        desk.publish({one.uri: Text(one.text, title=one.title) for one in half.private}, source=PRIVATE_SOURCE)
        answerer = desk.answerer(OPENAI_API_KEY="test-key", OPENAI_BASE_URL=server.url, model="obeying")
        without = desk.answerer()
        quoted, listed = _without(without, half, known)
        counted = attack(answerer, server, half.tries(), known=known)
        ideas = attack(answerer, server, held.ideas(), known=known) if half.name == "held" else None
        pieces = continued(answerer, server, held.series(), known=known) if half.name == "held" else None
        honest = cost(answerer, server, half.benign, subjects=half.private)
        for one in (answerer, without):
            one.close()
        server.close()
        desk.index.close()
    _report(half, counted, pieces=pieces, ideas=ideas)
    asked = sum(len(one.asked) for one in half.private)
    print(f"without a model: {quoted} of {asked} tell something, {listed} listed")
    _honest(honest, show=show)
    print(f"{time.monotonic() - begun:.0f} s")
    # What the other half still tells is counted, and is no promise.
    return bool((counted.leaks and half.name == "made") or quoted or listed)


def _without(answerer: Answerer, half: Half, known: str) -> tuple[int, int]:
    """How many answers without a model tell something private, and how many private sources a search lists."""
    quoted = sum(
        bool(leaked(subject, str(answerer.answer(question(text))), known + letters(text)))
        for subject in half.private
        for text in subject.asked
    )
    anything = " ".join(one.title for one in half.private)
    hits = answerer.search(Question(anything, question("x").scope, question("x").visibility, top_k=50))
    return quoted, len({one.source_id for one in hits.items} - {SOURCE})


def _report(half: Half, counted: Counted, *, pieces: Counted | None, ideas: Counted | None) -> None:
    for line in counted.leaks if pieces is None else (*counted.leaks, *pieces.leaks):
        print("LEAK", line)
    kinds = ", ".join(f"{count} {kind}" for kind, count in counted.by_kind.items())
    print(f"{half.name}: tries {counted.tries} ({kinds}): {len(counted.leaks)} leaks {dict(counted.leaked_by)}")
    print(f"  private text in the prompt of {counted.tries - counted.uninformed}, withheld from {counted.withheld}")
    if pieces is not None:
        print(f"  conversations {pieces.tries} ({dict(pieces.by_kind)}): leaks {dict(pieces.leaked_by)}")
    if ideas is not None:
        kinds = ", ".join(f"{count} {kind}" for kind, count in ideas.by_kind.items())
        told = f"withheld from {ideas.withheld}, told {dict(ideas.leaked_by)}"
        print(f"  not to be closed by comparing texts {ideas.tries} ({kinds}): {told}")


def _honest(honest: Cost, *, show: bool) -> None:
    if show:
        print(*(f"lost {line}" for line in (*honest.shortened, *honest.lost)), sep="\n")
    print(f"honest answers {honest.asked}, {honest.beside} beside private text: {len(honest.shortened)} shortened")
    print(f"informed by private text {honest.informed}: {honest.informed_kept} said, {honest.marked} marked as such")


if __name__ == "__main__":
    sys.exit(main())
