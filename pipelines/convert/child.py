"""The converter server: one single-threaded process that has the converters loaded and forks a child per document, or
per sitting, in which it reads several.

Started by ``guard.Converter`` with the control socket as standard input. It ends when that socket closes, so it never
outlives its parent, and its children end with it. The limits are the kernel's: address space, a timer whose signal is
not caught, no files written, no core. So are the walls: no network, no other process, no file but libraries and the
document, whose descriptor is handed over.
"""

import ctypes
import gc
import os
import re
import resource
import select
import signal
import socket
import sys
import traceback
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NoReturn, cast

import orjson

from pipelines.convert import ocr, pictures
from pipelines.convert.convert import convert
from pipelines.convert.failures import FAILED, fail, shown
from pipelines.convert.formats import FORMATS
from pipelines.convert.pdf.layout import layout
from pipelines.convert.pdf.place import place, place_chars
from pipelines.convert.pdf.render import render
from pipelines.convert.source import Converted, Layout, Limits, Placed, Source
from pipelines.convert.walls.raising import Walls
from pipelines.convert.wire import (
    LENGTH,
    MESSAGE_AT_MOST,
    SITS_FOR,
    SITTING,
    Ending,
    Job,
    packed_converted,
    packed_layout,
    unpack_job,
)
from pipelines.cutting.cut import Cutting, cut_of
from pipelines.cutting.splitting import Rules
from pipelines.errors import NothingToIndex, PipelineError
from pipelines.text import identify

PR_SET_PDEATHSIG = 1
OUT_OF_MEMORY = 77
FILES = "files"
# Who took this share of the memory it may have and then finds a file damaged was refused more.
SWOLLEN = 0.5
MB = 1_000_000
SNIFFED = 16
NICE = 5
# Who computes for longer than a file mostly takes, in seconds of the processor, gives way to those who do not, too.
LONG_SECONDS, LONG_NICE = 1.0, 15
PARENT_LOOK_SECONDS, CHILD_LOOK_SECONDS = 5.0, 0.5
SAY_SECONDS = 1.0
LIBC = ctypes.CDLL(None, use_errno=True)


def main() -> None:
    """Serve until the parent closes the control socket or is gone."""
    control = socket.socket(fileno=os.dup(0))
    _warm_up(frozenset(sys.argv[1:]))
    _Server(control).serve()


def _warm_up(endings: Set[str]) -> None:
    """First uses load tables and grammars: done once here, not in every child. Of all formats where none is named."""
    for one in FORMATS:
        if endings and endings.isdisjoint(one.endings):
            continue
        if one.sample:
            made = convert(Source(one.sample, f"w.{one.endings[0]}"))
            # Who reads only some formats looks at documents; who reads all of them has them cut as well.
            if not endings:
                cut_of(made.text, Cutting(Rules()))
        else:
            one.reader  # noqa: B018 - loads it
    if not endings:
        identify.load_for_children()
    # Children share these pages as long as the collector does not write into them.
    gc.collect()
    gc.freeze()


def _converted(converted: Converted, cutting: Cutting | None) -> dict[str, object]:
    if cutting is not None:
        converted = replace(converted, cut=cut_of(converted.text, cutting))
    return {"converted": packed_converted(converted), FILES: [one.data for one in converted.members or ()]}


def _layout(source: Source) -> Layout:
    if not pictures.is_picture(source.data):
        return layout(source)
    made = convert(source).layout
    return made if made is not None else fail("broken", source.name, "it has no page")


def _spotted(source: Source, job: Job) -> Placed:
    if pictures.is_picture(source.data):
        return pictures.placed(source, job.page)
    return place_chars(source, job.page, job.runs)


def _rendered(source: Source, job: Job) -> bytes:
    if pictures.is_picture(source.data):
        return pictures.render(source, job.page, job.width)
    return render(source, job.page, job.width)


ACTIONS: dict[str, Callable[[Source, Job], dict[str, object]]] = {
    "convert": lambda source, job: _converted(convert(source), job.cutting),
    "place": lambda source, job: {"placed": place(source, *job.span)},
    "layout": lambda source, _: {"layout": packed_layout(_layout(source))},
    "spot": lambda source, job: {"spotted": _spotted(source, job)},
    "render": lambda source, job: {"image": b64encode(_rendered(source, job)).decode()},
}
ONE_PAGE = frozenset({"spot", "render"})


class _Server:
    """Takes jobs, forks children, says how each ended."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._parent = os.getppid()
        self._running: dict[int, socket.socket] = {}
        # Children of one document that are not known to take long.
        self._quick: set[int] = set()
        self._walls = Walls()
        # A child's end is a byte in this pipe: waiting for jobs and for children is one wait.
        self._woken, waker = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def serve(self) -> None:
        """Until there is nobody left to serve."""
        while os.getppid() == self._parent:
            seconds = CHILD_LOOK_SECONDS if self._quick else PARENT_LOOK_SECONDS
            ready, _, _ = select.select([self._control.fileno(), self._woken], [], [], seconds)
            if self._woken in ready:
                os.read(self._woken, 4_096)
                self._reap()
            self._quick = {pid for pid in self._quick if not _gives_way(pid)}
            if self._control.fileno() in ready and not self._take():
                break
        for pid in self._running:
            os.kill(pid, signal.SIGKILL)
            _end_group(pid)

    def _take(self) -> bool:
        """One job; False when the parent has closed the socket."""
        message, descriptors, _, _ = socket.recv_fds(self._control, MESSAGE_AT_MOST, 2)
        if not message:
            return False
        answers, document = socket.socket(fileno=descriptors[0]), descriptors[1] if len(descriptors) > 1 else None
        pid = os.fork()
        if not pid:
            self._forget()
            sitting = message == SITTING
            work = partial(_sit, self._walls) if sitting else _run(self._walls, unpack_job(message), document)
            _end(work, answers)
        if document is not None:
            os.close(document)
        self._running[pid] = answers
        if message != SITTING:
            self._quick.add(pid)
        return True

    def _forget(self) -> None:
        """In a child: other documents' sockets and the control socket are none of its business."""
        self._control.close()
        for answers in self._running.values():
            answers.close()

    def _reap(self) -> None:
        while self._running:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is None:
                return
            # Its number is nobody else's until it is waited for.
            _end_group(ended.si_pid)
            pid, status, usage = os.wait4(ended.si_pid, 0)
            self._quick.discard(pid)
            with self._running.pop(pid) as answers:
                ending = orjson.dumps(Ending(status, usage.ru_maxrss))
                # Whoever takes its answers so slowly will find that it is gone.
                answers.settimeout(SAY_SECONDS)
                try:
                    # A zero length ends whatever the child had sent.
                    answers.sendall(LENGTH.pack(0) + ending)
                except OSError:
                    continue  # the parent waits no longer


def _gives_way(pid: int) -> bool:
    """Whether a child has computed for long, and gives way from now on with all that it has started."""
    if _computed(pid) < LONG_SECONDS:
        return False
    with suppress(ProcessLookupError, PermissionError):
        os.setpriority(os.PRIO_PGRP, pid, LONG_NICE)
    return True


def _computed(pid: int) -> float:
    """Seconds of the processor that a child has had."""
    # Behind the name, which may hold anything, come one letter and eleven other fields.
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _end_group(pid: int) -> None:
    """Whatever a child has started and left."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _end(work: Callable[[socket.socket], None], asked: socket.socket) -> NoReturn:
    """The child: does its work and is gone."""
    status = 1
    try:
        _bind()
        work(asked)
        status = 0
    except MemoryError:
        status = OUT_OF_MEMORY
    except BaseException as wrong:  # noqa: BLE001 - a forked child must not run its parent's code
        traceback.print_exception(wrong)
    finally:
        os._exit(status)


def _run(walls: Walls, job: Job, document: int | None) -> Callable[[socket.socket], None]:
    """One document."""

    def work(asked: socket.socket) -> None:
        _confine(job.limits, documents=1)
        _allow(job.limits)
        walls.raise_them(programs=_reads_pictures(job), document=document)
        _say(_answer(job, document, peak=_peak()), asked)

    return work


def _sit(walls: Walls, asked: socket.socket) -> None:
    """Document after document, each with limits of its own, until nobody asks."""
    peak = 0
    for job, document in _jobs(asked):
        if not peak:
            _confine(job.limits, documents=SITS_FOR)
            walls.raise_them(programs=_reads_pictures(job))
            # Once: what it comes to after other documents is no verdict.
            peak = _peak()
        _allow(job.limits)
        answer = _answer(job, document, peak=peak)
        # Who takes the answers may take as long as it likes.
        signal.setitimer(signal.ITIMER_REAL, 0)
        _say(answer, asked)
        if document is not None:
            os.close(document)


def _reads_pictures(job: Job) -> bool:
    return bool(job.limits.ocr) and ocr.program() is not None


def _jobs(asked: socket.socket) -> Iterator[tuple[Job, int | None]]:
    while True:
        # A descriptor comes with the first bytes that were sent with it, and so much is sent at once.
        head, descriptors, _, _ = socket.recv_fds(asked, LENGTH.size, 1)
        if not head:
            return
        job = unpack_job(asked.recv(LENGTH.unpack(head)[0], socket.MSG_WAITALL))
        yield job, descriptors[0] if descriptors else None


def _say(answer: dict[str, object], asked: socket.socket) -> None:
    files = cast(Sequence[bytes], answer.get(FILES, ()))
    packed = orjson.dumps({**answer, FILES: len(files)})
    asked.sendall(LENGTH.pack(len(packed)) + packed)
    for data in files:
        asked.sendall(LENGTH.pack(len(data) + 1) + b"\n")
        asked.sendall(data)


def _bind() -> None:
    """The child ends with its parent."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    # What it starts is ended with it.
    os.setpgid(0, 0)
    # Nobody waits for a document as for an answer.
    os.nice(NICE)


def _confine(limits: Limits, *, documents: int) -> None:
    """What holds for all of a child's documents."""
    size, resident = (
        int(pages) * os.sysconf("SC_PAGE_SIZE") for pages in Path("/proc/self/statm").read_text().split()[:2]
    )
    # Libraries reserve addresses that they never use: what counts is how much more may be held than now.
    room = size + max(limits.memory_mb * MB - resident, 32 * MB)
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    seconds = limits.seconds + 1
    # The hard limit lies above every soft one: whoever meets both at once is killed without a word, as for memory.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds * documents + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow(limits: Limits) -> None:
    """The time of one document, by the clock and by the processor."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    soft = min(int(used.ru_utime + used.ru_stime) + limits.seconds + 1, most - 1)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, most))
    signal.setitimer(signal.ITIMER_REAL, limits.clock)


def _answer(job: Job, document: int | None, *, peak: int) -> dict[str, object]:
    """``peak``: the most bytes of addresses that this process had before it read anything."""
    if document is None:
        return {"missing": True}
    try:
        return ACTIONS[job.action](_source(job, document), job)
    except PipelineError as wrong:
        # Libraries that get no memory call the file damaged.
        if wrong.code == "broken" and _peak() - peak > SWOLLEN * (resource.getrlimit(resource.RLIMIT_AS)[0] - peak):
            return _failed("converter_memory", job, job.limits.memory_mb)
        kind = "skipped" if isinstance(wrong, NothingToIndex) else "failed"
        return {"refused": {"kind": kind, "code": wrong.code, "message": wrong.message, "action": wrong.action}}
    except RecursionError:
        return _failed("broken", job, "it is nested too deeply")


def _source(job: Job, document: int) -> Source:
    # A page is drawn of what pdfium reads of the file, which of a long document is next to nothing.
    if job.action in ONE_PAGE and not pictures.is_picture(os.pread(document, SNIFFED, 0)):
        return Source(b"", job.name, job.limits, Path(f"/proc/self/fd/{document}"), job.reading)
    with open(document, "rb", closefd=False) as stream:
        return Source(stream.read(), job.name, job.limits, None, job.reading)


def _failed(code: str, job: Job, detail: object) -> dict[str, object]:
    message, action = FAILED[code]
    shown_as = message.format(name=shown(job.name), detail=detail)
    return {"refused": {"kind": "failed", "code": code, "message": shown_as, "action": action}}


def _peak() -> int:
    """The most bytes of addresses that this process ever had at once."""
    found = re.search(r"^VmPeak:\s+(\d+) kB", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(found[1]) * 1_024 if found else 0


if __name__ == "__main__":
    main()
