"""Conversion in guarded child processes: a hostile file fails alone, within its limits, and a small one is quick."""

import os
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pipelines.convert import ocr
from pipelines.convert.server import ConverterServer
from pipelines.convert.sitting import File, Sitting, job_of
from pipelines.convert.source import AS_IT_IS, Converted, Layout, Limits, Placed, Reading
from pipelines.convert.verdict import checked, converted, missing
from pipelines.convert.wire import Job, unpack_layout, unpack_placed
from pipelines.settings import PipelineSettings
from pipelines.turns import Turns

# Children that read a run's files at once; runs of others find as many places again.
READERS = max(2, os.cpu_count() or 1)
AT_ONCE = 2 * READERS
# An organisation's, in all its runs: another one finds a place at once.
OF_ONE = AT_ONCE - 1
RUNS_AT_MOST = 2_000


class Converter:
    """Turns files into text, a few at a time, each in a child process of its own or in a sitting's. Thread-safe.

    The child holds at most ``convert_memory_mb``, runs at most ``convert_seconds`` by the clock and reads at most
    ``convert_pages`` pages. The process that forks the children is started with the first document or by ``start``,
    is started again when it died, and ends with this process. ``warm``: endings of the formats that it has loaded
    before the first document, all without any. A child loads what is missing by itself.
    """

    def __init__(self, settings: PipelineSettings, *, warm: Sequence[str] = ()) -> None:
        self._limits = Limits(
            chars=settings.max_document_chars,
            pages=settings.convert_pages,
            memory_mb=settings.convert_memory_mb,
            seconds=settings.convert_seconds,
            ocr=settings.ocr_languages if settings.ocr == "auto" else "",
            ocr_seconds=settings.ocr_seconds,
        )
        self._server = ConverterServer(warm)
        self._turns = Turns(AT_ONCE, of_one=OF_ONE)

    @property
    def pid(self) -> int | None:
        """The process that forks the children, while it runs."""
        return self._server.pid

    @property
    def reads_pictures(self) -> bool:
        """Whether pictures of text are read by OCR on this machine."""
        return bool(self._limits.ocr) and ocr.program() is not None

    def start(self) -> None:
        """Load the converters in the background, so that the first document need not wait for it."""
        self._server.start()

    def convert(self, path: Path, name: str, reading: Reading = AS_IT_IS) -> Converted:
        """The text of the file at ``path``, a PDF's layout too; ``name`` decides its type together with its content.

        ``reading`` is what its source says about how. Raises ``UnreadableDocument`` (ends ``failed``),
        ``NothingToIndex`` (ends ``skipped``), ``StorageError`` when there is no such file, and ``PipelineError``
        ``converter_unavailable``, which a retry may cure.
        """
        job = job_of(File(path, name, reading), self._limits)
        return converted(job, self._run(job))

    def sitting(self) -> Sitting:
        """For many files of one organisation, and of no other; used by one thread, which closes it."""
        return Sitting(self._server, self._limits, self._turns)

    def place(self, path: Path, name: str, *, start: int, end: int) -> tuple[Placed, ...]:
        """Where ``text[start:end]`` of a PDF's stored text stands, page by page. Raises what ``convert`` raises."""
        answer = self._run(Job(str(path.resolve()), name, self._limits, "place", (start, end)))
        return tuple(unpack_placed(one) for one in answer["placed"])

    def layout(self, path: Path, name: str) -> Layout:
        """What ``spot`` needs of a PDF, to be kept: it reads the whole document. Raises what ``convert`` raises."""
        return unpack_layout(self._run(Job(str(path.resolve()), name, self._limits, "layout"))["layout"])

    def spot(self, path: Path, name: str, *, page: int, runs: Sequence[tuple[int, int]] = ()) -> Placed:
        """The size of a page and the boxes of ``Layout.chars``; of a PDF the other pages are not read.

        Raises what ``convert`` raises.
        """
        letters = [run for run in runs if not ocr.is_box(run[0])]
        job = Job(str(path.resolve()), name, self._limits, "spot", page=page, runs=_few(letters))
        placed = unpack_placed(self._run(job)["spotted"])
        return replace(placed, boxes=placed.boxes + ocr.boxes(run for run in runs if ocr.is_box(run[0])))

    def render(self, path: Path, name: str, *, page: int, width: int) -> bytes:
        """A page as PNG, ``width`` pixels wide; a very long one narrower, a PNG as wide as it is.

        Raises what ``convert`` raises.
        """
        job = Job(str(path.resolve()), name, self._limits, "render", page=page, width=width)
        return b64decode(self._run(job)["image"])

    def close(self) -> None:
        """End the converter processes. A later ``convert`` starts them again."""
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self, job: Job) -> dict[str, Any]:
        if not Path(job.path).is_file():
            raise missing(job)
        with self._turns.turn():
            answer, ending = self._server.run(job)
        return checked(job, answer, ending)


def _few(runs: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """As many runs as a message holds: of more, neighbours are put together, with what lies between them."""
    if len(runs) <= RUNS_AT_MOST:
        return tuple(runs)
    step = -(-len(runs) // RUNS_AT_MOST)
    groups = (runs[at : at + step] for at in range(0, len(runs), step))
    ends = ((min(first for first, _ in group), max(first + length for first, length in group)) for group in groups)
    return tuple((first, end - first) for first, end in ends)
