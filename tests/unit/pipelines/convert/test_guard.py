"""Conversion runs in guarded children: limits hold, neighbours are unharmed, nothing outlives its parent."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from statistics import median

import psutil
import pytest

from pipelines.convert.child import LONG_NICE, NICE
from pipelines.convert.guard import Converter
from pipelines.convert.server import patience
from pipelines.convert.source import Limits
from pipelines.errors import NothingToIndex, PipelineError, StorageError, UnreadableDocument
from pipelines.settings import PipelineSettings
from tests.bench.siege.attacks.documents import slow_page
from tests.samples import hostile, pdfs

MARKDOWN = b"# Loans\n\nBooks are lent for four weeks.\n"


@pytest.fixture(scope="module")
def converter() -> Iterator[Converter]:
    with Converter(PipelineSettings()) as converter:
        yield converter


def file(folder: Path, data: bytes) -> Path:
    path = folder / "bytes"
    path.write_bytes(data)
    return path


def error_of(settings: PipelineSettings, path: Path, name: str) -> PipelineError:
    with Converter(settings) as converter, pytest.raises(UnreadableDocument) as failure:
        converter.convert(path, name)
    return failure.value


def gone(pid: int, seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.02)
    return False


def test_converts(converter: Converter, tmp_path: Path) -> None:
    """Text, title, headings, pages and type come back whole."""
    markdown = converter.convert(file(tmp_path, MARKDOWN), "loans.md")
    assert (markdown.mime, markdown.text.title, markdown.text.text) == ("text/markdown", "Loans", MARKDOWN.decode())
    assert markdown.text.headings[0].text == "Loans"
    pdf = converter.convert(file(tmp_path, pdfs.paragraphs([["First."], ["Second."]])), "a.pdf").text
    assert [pdf.text[span.start : span.end].strip() for span in pdf.pages] == ["First.", "Second."]


def test_refusals_come_back_as_errors(converter: Converter, tmp_path: Path) -> None:
    """What the child refuses, the parent raises, with code, message and action."""
    with pytest.raises(UnreadableDocument) as failed:
        converter.convert(file(tmp_path, hostile.PNG), "a.pdf")
    assert (failed.value.code, "'a.pdf'" in failed.value.message) == ("type_mismatch", True)
    with pytest.raises(NothingToIndex) as skipped:
        converter.convert(file(tmp_path, b" "), "a.txt")
    assert skipped.value.code == "empty"
    assert skipped.value.action
    with pytest.raises(StorageError):
        converter.convert(tmp_path / "nowhere", "a.txt")


@pytest.mark.alone
def test_small_files_are_quick(converter: Converter, tmp_path: Path) -> None:
    """A small upload is to be searchable within a second: its conversion costs a small part of it."""
    path, times = file(tmp_path, MARKDOWN), []
    converter.convert(path, "a.md")
    for _ in range(20):
        begun = time.perf_counter()
        converter.convert(path, "a.md")
        times.append(time.perf_counter() - begun)
    assert median(times) < 0.1


def test_place(converter: Converter, tmp_path: Path) -> None:
    """Places are found in a child too."""
    path = file(tmp_path, pdfs.paragraphs([["One sentence."]]))
    (placed,) = converter.place(path, "a.pdf", start=0, end=12)
    assert placed.page == 1
    assert len(placed.boxes) == 1


@pytest.mark.parametrize("data", [hostile.pdf_loop(), hostile.pdf_swell(400)], ids=["loop", "swell"])
def test_pdf_that_loops_or_swells(data: bytes, tmp_path: Path) -> None:
    """It is stopped by its limits, and the next document is converted as if nothing had happened."""
    settings = PipelineSettings(convert_memory_mb=128, convert_seconds=30)
    with Converter(settings) as converter:
        with pytest.raises(UnreadableDocument) as failure:
            converter.convert(file(tmp_path, data), "bomb.pdf")
        assert failure.value.code in ("converter_memory", "converter_timeout")
        assert converter.convert(file(tmp_path, MARKDOWN), "a.md").text.title == "Loans"


def test_clock(tmp_path: Path) -> None:
    """Past its time a child is ended by the kernel, even inside a library. It gives way to those who answer."""
    begun = time.monotonic()
    settings = PipelineSettings(convert_seconds=1, convert_memory_mb=8_000)
    with Converter(settings) as converter, ThreadPoolExecutor(1) as beside:
        read = beside.submit(converter.convert, file(tmp_path, hostile.pdf_loop()), "a.pdf")
        niceness = 0
        while not read.done():
            with suppress(psutil.NoSuchProcess):
                children = psutil.Process(converter.pid).children() if converter.pid else []
                niceness = max(niceness, *(one.nice() for one in children), 0)
            time.sleep(0.05)
        with pytest.raises(UnreadableDocument) as failure:
            read.result()
    assert failure.value.code == "converter_timeout"
    assert "1 seconds" in failure.value.message
    assert niceness >= os.nice(0) + 5
    assert time.monotonic() - begun < 10


def test_who_draws_for_long_gives_way_further(converter: Converter, tmp_path: Path) -> None:
    """A page that takes seconds is drawn behind files that take a moment, and behind those who answer."""
    path = file(tmp_path, slow_page())
    with ThreadPoolExecutor(1) as pool:
        drawing = pool.submit(converter.render, path, "slow.pdf", page=1, width=400)
        assert converter.pid is not None
        seen = set[int]()
        while not drawing.done():
            seen |= set(priorities(converter.pid))
            time.sleep(0.05)
        with suppress(PipelineError):
            drawing.result()
    assert seen >= {NICE, LONG_NICE}


def priorities(pid: int) -> Iterator[int]:
    for child in psutil.Process(pid).children():
        with suppress(psutil.NoSuchProcess):
            yield child.nice()


def test_who_gives_way_may_take_longer() -> None:
    """What a document may compute is the processor's time; by the clock it has more, and its parent waits for it."""
    limits = Limits(seconds=20)
    assert limits.clock == 60
    assert patience(limits) > limits.clock


def test_memory_of_python(tmp_path: Path) -> None:
    """A text that needs more than it may fails for its memory, not as damaged."""
    settings = PipelineSettings(convert_memory_mb=64, max_document_chars=500_000_000)
    error = error_of(settings, file(tmp_path, b"word " * 12_000_000), "a.txt")
    assert error.code == "converter_memory"
    assert "64 MB" in error.message


def test_memory_of_a_library(tmp_path: Path) -> None:
    """A library that gets no memory calls the file damaged: the document ends for its memory all the same."""
    element = b'<div class="a b c"><span style="color:red"><b><i>w</i></b></span></div>'
    settings = PipelineSettings(convert_memory_mb=64)
    assert error_of(settings, file(tmp_path, element * 90_000), "a.html").code == "converter_memory"


def test_server_that_died_is_started_again(tmp_path: Path) -> None:
    """A killed converter server costs a moment, not a document."""
    path = file(tmp_path, MARKDOWN)
    with Converter(PipelineSettings()) as converter:
        converter.convert(path, "a.md")
        first = converter.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        assert gone(first)
        assert converter.convert(path, "a.md").text.title == "Loans"
        assert converter.pid != first


def test_server_killed_during_a_document(tmp_path: Path) -> None:
    """The document is converted by the next server, and the orphaned child is gone."""
    path = file(tmp_path, pdfs.paragraphs([["Word " * 300] * 3] * 12))
    with Converter(PipelineSettings()) as converter:
        converter.convert(file(tmp_path / "..", MARKDOWN), "a.md")
        pid, results = converter.pid, []
        assert pid is not None
        thread = threading.Thread(target=lambda: results.append(converter.convert(path, "a.pdf")))
        thread.start()
        children: list[psutil.Process] = []
        while not children and thread.is_alive():
            children = psutil.Process(pid).children()
        os.kill(pid, signal.SIGKILL)
        thread.join(60)
        assert results[0].text.page_count >= 12
        assert all(gone(child.pid) for child in children)


def test_server_that_dies_again_and_again(tmp_path: Path) -> None:
    """Threads whose server is killed under them do not end each other's next one."""
    path, titles = file(tmp_path, MARKDOWN), []
    with Converter(PipelineSettings()) as converter:
        threads = [
            threading.Thread(target=lambda: titles.extend(converter.convert(path, "a.md").text.title for _ in range(8)))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for _ in range(2):
            time.sleep(0.6)
            if pid := converter.pid:
                os.kill(pid, signal.SIGKILL)
        for thread in threads:
            thread.join(60)
    assert titles == ["Loans"] * 32


def test_many_threads(converter: Converter, tmp_path: Path) -> None:
    """Threads get each their own answer."""
    results: dict[int, str | None] = {}

    def work(number: int) -> None:
        path = tmp_path / str(number)
        path.write_text(f"# Title {number}\n\nText.\n")
        results[number] = converter.convert(path, "a.md").text.title

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {number: f"Title {number}" for number in range(12)}


PARENT = """
import sys, time
from pathlib import Path
from pipelines.convert.child import LONG_NICE, NICE
from pipelines.convert.guard import Converter
from pipelines.settings import PipelineSettings
converter = Converter(PipelineSettings())
converter.convert(Path(sys.argv[1]), "a.md")
print(converter.pid, flush=True)
time.sleep(60)
"""


def test_server_ends_with_a_killed_parent(tmp_path: Path) -> None:
    """SIGKILL of the parent leaves no converter behind."""
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(file(tmp_path, MARKDOWN))], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert psutil.pid_exists(pid)
        parent.kill()
        parent.wait()
        assert gone(pid)


def test_child_knows_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of strangers are read in processes without the parent's environment."""
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    with Converter(PipelineSettings()) as converter:
        converter.convert(file(tmp_path, MARKDOWN), "a.md")
        assert converter.pid is not None
        assert "OPENAI_API_KEY" not in psutil.Process(converter.pid).environ()
