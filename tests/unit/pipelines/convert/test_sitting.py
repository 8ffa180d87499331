"""Many files in one child: hostile ones are refused, exactly those, and nothing is read for two organisations."""

import itertools
import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from pipelines.convert.server import ConverterServer
from pipelines.convert.sitting import File, Sitting
from pipelines.convert.source import Converted, Limits
from pipelines.convert.wire import SITS_FOR
from pipelines.cutting.cut import Cutting, cut_of
from pipelines.cutting.splitting import Rules
from pipelines.errors import PipelineError, StorageError
from pipelines.turns import Turns

LIMITS = Limits(memory_mb=100, seconds=1)
CODES = {"hog": "converter_memory", "leak": "converter_memory", "crash": "broken", "loop": "converter_timeout"}
CODES |= {"stuck": "converter_timeout", "torn": "broken", "odd": "broken"}


@pytest.fixture(scope="module")
def server() -> Iterator[ConverterServer]:
    with closing(ConverterServer(["md"], program="tests.samples.strange_child")) as serving:
        yield serving


@pytest.fixture
def sitting(server: ConverterServer) -> Iterator[Sitting]:
    with closing(Sitting(server, LIMITS, Turns(2))) as made:
        yield made


def files(folder: Path, words: Sequence[str]) -> list[File]:
    """A file that says each of the words and which number it is."""
    made = []
    for number, word in enumerate(words):
        path = folder / f"{number}"
        path.write_text(f"{word} {number}\n")
        made.append(File(path, f"{number}.md"))
    return made


def told(found: Converted | PipelineError) -> str:
    """The text, or the code."""
    return found.code if isinstance(found, PipelineError) else found.text.text.strip()


def expected(words: Sequence[str]) -> list[str]:
    """What each file gives when it is alone."""
    return [CODES.get(word, f"{word} {number}") for number, word in enumerate(words)]


def test_exactly_the_hostile_are_refused_in_every_order(sitting: Sitting, tmp_path: Path) -> None:
    """Whatever stands before or behind whatever, also first in its child, also where a neighbour left little memory."""
    orders = [word for order in itertools.permutations(("hog", "leak", "crash")) for word in (*order, "keep", "keep")]
    assert [told(one) for one in sitting.convert(files(tmp_path, orders))] == expected(orders)


def test_the_hostile_four_among_a_hundred(sitting: Sitting, tmp_path: Path) -> None:
    """The endless loop too; files after it are read as if nothing had happened."""
    words = ["fine"] * 100
    for at, word in ((20, "loop"), (21, "hog"), (50, "leak"), (98, "crash")):
        words[at] = word
    assert [told(one) for one in sitting.convert(files(tmp_path, words))] == expected(words)


def test_what_harms_when_it_is_cut_is_refused_alone(sitting: Sitting, tmp_path: Path) -> None:
    """As what harms when it is read; what stands around it is cut as anybody else would cut it."""
    words = ["fine", "stuck", "fine", "torn", "odd", "fine"]
    cutting = Cutting(Rules(target=1, limit=2), "fi")
    found = list(sitting.convert([replace(one, cutting=cutting) for one in files(tmp_path, words)]))
    assert [told(one) for one in found] == expected(words)
    read = [one for one in found if isinstance(one, Converted)]
    assert [one.cut for one in read] == [cut_of(one.text, cutting) for one in read]
    assert all(one.cut and one.cut.pieces and one.cut.language == "fi" for one in read)


def test_a_document_has_its_time_for_itself(sitting: Sitting, tmp_path: Path) -> None:
    """Neither the clock nor the processor's time of a child counts what its earlier documents took, or who waits."""
    many = files(tmp_path, ["fine"] * 3)
    for one in many:
        time.sleep(LIMITS.seconds * 0.7)
        assert [told(found) for found in sitting.convert([one])] == [f"fine {one.path.name}"]


def test_a_child_reads_so_many_and_is_replaced(server: ConverterServer, sitting: Sitting, tmp_path: Path) -> None:
    """One child for all of a sitting's groups, until it has read its share; none when the sitting is over."""
    seen: list[int] = []
    many = files(tmp_path, ["fine"] * (SITS_FOR + 8))
    for start in range(0, len(many), 8):
        assert all(isinstance(one, Converted) for one in sitting.convert(many[start : start + 8]))
        seen += [child.pid for child in psutil.Process(server.pid).children() if child.pid not in seen]
    assert len(seen) == 2
    sitting.close()
    deadline = time.monotonic() + 5
    while psutil.Process(server.pid).children() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert psutil.Process(server.pid).children() == []


def test_two_sittings_never_share_a_child(server: ConverterServer, tmp_path: Path) -> None:
    """Each has a process of its own, at the same time and one after the other."""
    pids = []
    for _ in range(2):
        with closing(Sitting(server, LIMITS, Turns(2))) as one, closing(Sitting(server, LIMITS, Turns(2))) as other:
            for sitting in (one, other):
                assert [told(found) for found in sitting.convert(files(tmp_path, ["fine"]))] == ["fine 0"]
            pids += [child.pid for child in psutil.Process(server.pid).children() if child.is_running()]
    assert len(set(pids)) == 4


def test_what_is_left_in_the_middle_is_not_answered_later(sitting: Sitting, tmp_path: Path) -> None:
    """Whoever stops after the first of a group gets the next group's answers from a fresh child."""
    answers = sitting.convert(files(tmp_path, ["old"] * 8))
    assert told(next(answers)) == "old 0"
    answers.close()  # type: ignore[attr-defined]
    assert [told(one) for one in sitting.convert(files(tmp_path, ["new"] * 2))] == ["new 0", "new 1"]


def test_a_killed_server_costs_no_document(sitting: Sitting, server: ConverterServer, tmp_path: Path) -> None:
    """Its children end with it; every file is read all the same."""
    answers = sitting.convert(files(tmp_path, ["fine"] * 40))
    found = [told(next(answers))]
    os.kill(server.pid or 0, signal.SIGKILL)
    assert found + [told(one) for one in answers] == expected(["fine"] * 40)


def test_missing_files_are_said_to_be_missing(sitting: Sitting, tmp_path: Path) -> None:
    """As ``StorageError``, each alone."""
    there = files(tmp_path, ["fine"])[0]
    found = list(sitting.convert([File(tmp_path / "nowhere", "n.md"), there]))
    assert isinstance(found[0], StorageError)
    assert told(found[1]) == "fine 0"


def test_turns_are_fair() -> None:
    """Whoever works again and again does not get ahead of who waits."""
    turns, order = Turns(1), []
    begun = threading.Event()

    def other() -> None:
        begun.set()
        with turns.turn():
            order.append("other")

    with turns.turn():
        thread = threading.Thread(target=other)
        thread.start()
        begun.wait()
        time.sleep(0.05)
    with turns.turn():
        order.append("again")
    thread.join()
    assert order == ["other", "again"]
