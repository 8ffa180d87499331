"""The parent's end of the converter server: starts it, hands it jobs, starts it again when it died."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import orjson
import structlog

import pipelines
from pipelines.convert.source import Limits
from pipelines.convert.wire import LENGTH, SITTING, Ending, Job
from pipelines.errors import PipelineError

log = structlog.get_logger()

ATTEMPTS = 3
STOP_SECONDS = 2.0
# Time for the fork and the answer's way back, on top of what the child itself may take.
GRACE_SECONDS = 15.0
# The child reads strangers' files: it gets no environment, thus no secrets, and no threads of linear algebra.
ENVIRONMENT = {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class ServerDied(Exception):
    """The converter server ended before the child did."""


class ConverterServer:
    """Thread-safe. The process starts with the first job or ``start``; ``warm``: endings, none for all formats.

    ``program`` is the module that serves.
    """

    def __init__(self, warm: Sequence[str] = (), *, program: str = "pipelines.convert.child") -> None:
        self._warm = tuple(warm)
        self._program = program
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    @property
    def pid(self) -> int | None:
        """The process id of the running server."""
        process = self._process
        return process.pid if process and process.poll() is None else None

    def start(self) -> None:
        """Start the process if it does not run; returns while it is still loading."""
        with self._lock:
            self._ensure()

    def run(self, job: Job) -> tuple[dict[str, Any] | None, Ending]:
        """The child's answer, if it gave one, and how it ended. Raises ``converter_unavailable``."""
        for attempt in range(ATTEMPTS):
            serving: subprocess.Popen[bytes] | None = None
            ours, theirs = socket.socketpair()
            try:
                with ours:
                    with theirs, opened(job) as document:
                        serving = self._send(job.packed(), [theirs.fileno(), *document])
                    ours.settimeout(patience(job.limits))
                    return _answer(ours)
            except TimeoutError:
                # The kernel ends a child in time; whoever is silent for longer hangs with its server.
                self._discard(serving)
                return None, Ending(signal.SIGALRM)
            except (ServerDied, OSError) as wrong:
                log.warning("converter_server_died", attempt=attempt, error=type(wrong).__name__)
                self._discard(serving)
        raise _unavailable()

    def sit(self) -> socket.socket:
        """The socket of a fresh child for a sitting. Raises ``converter_unavailable``."""
        for attempt in range(ATTEMPTS):
            ours, theirs = socket.socketpair()
            try:
                with theirs:
                    self._send(SITTING, [theirs.fileno()])
            except OSError as wrong:
                ours.close()
                log.warning("converter_server_died", attempt=attempt, error=type(wrong).__name__)
                self._discard(self._process)
            else:
                return ours
        raise _unavailable()

    def close(self) -> None:
        """End the server and its children."""
        with self._lock:
            self._end()

    def _discard(self, serving: subprocess.Popen[bytes] | None) -> None:
        """End the server that failed, unless another thread has replaced it already."""
        with self._lock:
            if serving is None or serving is self._process:
                self._end()

    def _end(self) -> None:
        process, control = self._process, self._control
        self._process = self._control = None
        if control:
            control.close()
        if process:
            _end(process)

    def _send(self, message: bytes, descriptors: Sequence[int]) -> subprocess.Popen[bytes] | None:
        with self._lock:
            socket.send_fds(self._ensure(), [message], descriptors)
            return self._process

    def _ensure(self) -> socket.socket:
        if self._process and self._process.poll() is None and self._control:
            return self._control
        if self._control:
            self._control.close()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - names of formats, the program's own
                [sys.executable, "-m", self._program, *self._warm],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env=ENVIRONMENT,
                cwd=Path(pipelines.__file__).parent.parent,
                # Ctrl-C in a terminal is the parent's to handle; the closing socket ends the server.
                start_new_session=True,
            )
        self._control = ours
        return ours


@contextmanager
def opened(job: Job) -> Iterator[Sequence[int]]:
    """The descriptor of its file to hand over, none where there is no such file."""
    try:
        # Whoever put a pipe there is not waited for.
        descriptor = os.open(job.path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as wrong:
        log.warning("converter_no_file", error=type(wrong).__name__)
        yield []
        return
    try:
        yield [descriptor]
    finally:
        os.close(descriptor)


def patience(limits: Limits) -> float:
    """Seconds after which a document's answer does not come any more."""
    return limits.clock + (limits.ocr_seconds if limits.ocr else 0) + GRACE_SECONDS


def received(ours: socket.socket) -> dict[str, Any] | None:
    """An answer, and as many ``files`` as it announces; None where the child has ended before all of it was said.

    Each comes with its length before it; a length of zero announces the ending, which is the last.
    """
    if not (length := _length(ours)):
        return None
    answer: dict[str, Any] = orjson.loads(_exactly(ours, length))
    files: list[bytes] = []
    for _ in range(answer.get("files", 0)):
        if not (length := _length(ours)):
            return None
        # A zero would end it all: a file comes with a byte before it.
        files.append(_exactly(ours, length)[1:])
    return {**answer, "files": files}


def ending(ours: socket.socket) -> Ending:
    """How a child ended, after the length of zero. Raises ``ServerDied`` where it is not said whole."""
    said = bytearray()
    # Reset: jobs that were sent ahead to a child that is gone.
    with suppress(ConnectionResetError):
        while piece := ours.recv(4_096):
            said += piece
    try:
        return Ending(**orjson.loads(said))
    except orjson.JSONDecodeError as cut:
        raise ServerDied from cut


def _answer(ours: socket.socket) -> tuple[dict[str, Any] | None, Ending]:
    answer = received(ours)
    if answer is not None and _length(ours):
        raise ServerDied
    return answer, ending(ours)


def _length(ours: socket.socket) -> int:
    length: int = LENGTH.unpack(_exactly(ours, LENGTH.size))[0]
    return length


def _unavailable() -> PipelineError:
    return PipelineError(
        "The converter process cannot be kept running.",
        code="converter_unavailable",
        action="Look for its error in the worker's log; free memory and retry the document.",
    )


def _exactly(ours: socket.socket, length: int) -> bytes:
    data = bytearray()
    while len(data) < length:
        piece = ours.recv(min(length - len(data), 1 << 20))
        if not piece:
            raise ServerDied
        data += piece
    return bytes(data)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
