"""gunicorn's thread worker with a gate before its threads.

It overrides where connections come to threads (``enqueue_req``: new, kept-alive and pipelined ones alike) and where
they leave them (``finish_request``). The poller's thread collects heads and small bodies and lets connections linger;
nothing in it ever waits.
"""

import contextlib
import errno
import os
import resource
import selectors
import socket
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

import structlog
from gunicorn.http.errors import ParseException  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from pipelines.metrics import COLLECTOR, track_metric
from webapp.gate.callers import Callers
from webapp.gate.incoming import Framing, Incoming, Most
from webapp.gate.line import Line
from webapp.gate.line import Places as Turns
from webapp.gate.paced import GRACE_SECONDS, PacedSocket, Places
from webapp.gate.parting import Parting
from webapp.gate.refusals import REFUSALS, too_large

log = structlog.get_logger()
BLOCK = 1 << 16
SEND_BUFFER = 1 << 17
# Threads that read bodies which are not waited for, and how many may wait for one of them; an address may have most.
READERS, WAITING = 32, 96
READERS_OF_ONE, WAITING_OF_ONE = 24, 72
# Whole requests that are answered at once: more of them only wait for each other.
ANSWERED, ANSWERED_OF_ONE, IN_LINE_OF_ONE, PATIENT_SECONDS = 4, 2, 256, 0.05
# Of the processor within that time; one that waits for something else takes none.
COMPUTING_SECONDS = 0.002
# Of this many addresses each step is a wait of this at most, where it was Python's usual 5 ms.
SWITCH_SECONDS = 0.001
# So many connections are kept free for those that come.
SPARE = 16
TIDY_SECONDS = 0.25
# The master waits a minute for a sign of life.
SIGN_SECONDS = 1.0


class GateWorker(ThreadWorker):  # type: ignore[misc]
    """A thread worker that a slow client costs a connection and no thread."""

    def init_process(self) -> None:
        """Make what the gate needs, then run."""
        self.open_gate()
        COLLECTOR.watch("queue_depth", lambda: float(len(self.lobby) + len(self.line)), queue="requests")
        sys.setswitchinterval(SWITCH_SECONDS)
        _allow_files()
        for listener in self.sockets:
            hold_little(listener.sock)
        super().init_process()

    def run(self) -> None:
        """Until the master says so. What breaks in here ends the process at once, and the master begins another: the
        threads that it would wait for may take minutes, and nobody gets in meanwhile.
        """
        try:
            super().run()
        except Exception:
            log.exception("gate_broke")
            os._exit(1)

    def open_gate(self) -> None:
        """Nobody has come yet."""
        self.lobby: dict[Any, tuple[Incoming, float]] = {}
        self.parting: dict[Any, Parting] = {}
        self.places = Places()
        self.readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        settings = self.app.settings
        self.callers = Callers(settings.proxies)
        self.most = Most(form=settings.upload_limit, other=settings.json_limit)
        self.line: Line[Any] = Line(
            Turns(ANSWERED, ANSWERED_OF_ONE, IN_LINE_OF_ONE, threads=self.cfg.threads, patience=PATIENT_SECONDS),
            computes,
        )
        self.bodies: Line[Any] = Line(Turns(READERS, READERS_OF_ONE, WAITING_OF_ONE, threads=READERS))
        self.tidied, self.crowded, self.signed = 0.0, False, 0.0

    def notify(self) -> None:
        """Give the master a sign of life; not at each step, of which a request has two."""
        if (now := time.monotonic()) - self.signed >= SIGN_SECONDS:
            self.signed = now
            super().notify()

    def accept(self, listener: Any) -> None:
        """Accept one; without a file left, the oldest that is not whole makes room."""
        try:
            super().accept(listener)
        except OSError as error:
            if error.errno not in (errno.EMFILE, errno.ENFILE):
                raise
            # Not now: what has come of the others is still to be taken.
            self.crowded = True

    def enqueue_req(self, conn: Any) -> None:
        """A request begins: collect it here, mostly it is there already."""
        if not isinstance(conn.sock, PacedSocket):
            conn.sock = PacedSocket(conn.sock, self.places)
        conn.init()
        self.lobby[conn], conn.awaited = (Incoming(self.most), time.monotonic()), False
        ahead = conn.parser.unreader.take_buffered()
        if not ahead or not self._take(conn, ahead):
            self._arrives(conn)
        if conn in self.lobby:
            conn.awaited = True
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._arrives, conn))

    def finish_request(self, conn: Any, fs: "Future[Any]") -> None:
        """A request has been answered: keep the connection, or let it linger in the poller."""
        if not fs.cancelled() and fs.exception() is None and fs.result():
            super().finish_request(conn, fs)
        else:
            self._part(conn)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """The poller's turn; deadlines are looked after in between."""
        due = self.line.due(time.monotonic())
        super().wait_for_and_dispatch_events(timeout if due is None else min(timeout, due))
        if due is not None:
            self._call(self.line)
        if self.crowded:
            self.crowded = False
            self._make_room()
        now = time.monotonic()
        if now - self.tidied >= TIDY_SECONDS or self.nr_conns >= self.worker_connections - SPARE:
            self.tidied = now
            self._tidy(now)

    def _keepalive_after(self, conn: Any, keepalive: Any) -> bool:
        # A body that comes no further was told the end of the connection: nothing is left to wait for here.
        with contextlib.suppress(ParseException, OSError):
            conn.sock.flush()
            return bool(keepalive) and bool(conn.parser.finish_body())
        return False

    def _arrives(self, conn: Any, _sock: Any = None) -> None:
        try:
            block = conn.sock.arrive(BLOCK)
        except BlockingIOError:
            return
        except OSError:
            self._drop(conn)
            return
        if block:
            self._take(conn, block)
        elif self.lobby[conn][0].data:
            # Half closed: whether that was all of it, the parser says.
            self._pass_on(conn, self.line)
        else:
            self._drop(conn)

    def _take(self, conn: Any, block: bytes) -> bool:
        """Whether it left the lobby."""
        framing = self.lobby[conn][0].feed(block)
        if framing is Framing.WHOLE:
            self._pass_on(conn, self.line)
        elif framing is Framing.OVERLONG:
            self._refuse(conn, "too_long")
        elif framing in (Framing.OVERLONG_FORM, Framing.OVERLONG_BODY):
            self._refuse(conn, "too_large", too_large(self.app.settings, framing))
        elif framing is Framing.LARGE and len(self.bodies) >= WAITING:
            self._refuse(conn, "too_busy")
        elif framing is Framing.LARGE:
            self._pass_on(conn, self.bodies)
        return framing is not Framing.PARTIAL

    def _pass_on(self, conn: Any, line: Line[Any]) -> None:
        incoming = self.lobby[conn][0]
        whose = self.callers.whose(conn.client, incoming.head)
        if not line.join(conn, whose, time.monotonic()):
            self._refuse(conn, "too_busy")
            return
        self._leave_lobby(conn)
        conn.parser.unreader.unread(bytes(incoming.data))
        conn.line, conn.clock = line, None
        self._call(line)

    def _call(self, line: Line[Any]) -> None:
        """Give a thread to everybody who may have one now."""
        pool = self.readers if line is self.bodies else self.tpool
        now = time.monotonic()
        while (conn := line.call(now)) is not None:
            if conn.sock.is_broken():
                line.end(conn, now)
                self._close(conn)
                continue
            handed = pool.submit(self._handled, conn)
            handed.add_done_callback(partial(self._handed_back, conn))

    def _handled(self, conn: Any) -> Any:
        clock = time.pthread_getcpuclockid(threading.get_ident())
        # The clock last: from then on the poller's thread reads both.
        conn.computed = time.clock_gettime(clock)
        conn.clock = clock
        conn.sock.begin()
        try:
            return self.handle(conn)
        finally:
            # What was answered before there was a request.
            with contextlib.suppress(OSError):
                conn.sock.flush()

    def _handed_back(self, conn: Any, handed: "Future[Any]") -> None:
        self.method_queue.defer(self._after, conn, handed)

    def _after(self, conn: Any, handed: "Future[Any]") -> None:
        conn.line.end(conn, time.monotonic())
        self._call(conn.line)
        self.finish_request(conn, handed)

    def _refuse(self, conn: Any, reason: str, answer: bytes | None = None) -> None:
        self._leave_lobby(conn)
        self._send_away(conn, reason, answer)

    def _send_away(self, conn: Any, reason: str, answer: bytes | None = None) -> None:
        track_metric("gate_refusals", reason=reason)
        with contextlib.suppress(OSError):
            conn.sock.say(answer or REFUSALS[reason]())
        self._part(conn)

    def _leave_lobby(self, conn: Any) -> tuple[Incoming, float]:
        if conn.awaited:
            self.poller.unregister(conn.sock)
        return self.lobby.pop(conn)

    def _drop(self, conn: Any) -> None:
        self._leave_lobby(conn)
        self._close(conn)

    def _close(self, conn: Any) -> None:
        self.nr_conns -= 1
        conn.close()

    def _part(self, conn: Any) -> None:
        """Say that nothing follows, and pass over what still comes: else the kernel takes the answer back."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._lingers, conn))
        except (OSError, ValueError, KeyError):
            self._close(conn)
            return
        self.parting[conn] = Parting(conn.sock)

    def _lingers(self, conn: Any, _sock: Any = None) -> None:
        if self.parting[conn].is_over():
            self._gone(conn)

    def _gone(self, conn: Any) -> None:
        del self.parting[conn]
        self.poller.unregister(conn.sock)
        self._close(conn)

    def _tidy(self, now: float) -> None:
        for conn in list(self._late(now)):
            if self.lobby[conn][0].data:
                self._refuse(conn, "too_slow")
            else:
                self._drop(conn)
        for conn in [one for one, parting in self.parting.items() if parting.until <= now]:
            self._gone(conn)
        while self.nr_conns >= self.worker_connections - SPARE and self._make_room():
            pass

    def _late(self, now: float) -> Iterator[Any]:
        for conn, (incoming, since) in self.lobby.items():
            # A worker that stops does not wait for requests that have not begun.
            if since + GRACE_SECONDS > now and (self.alive or incoming.data):
                return
            yield conn

    def _make_room(self) -> bool:
        """Whether somebody went: who lingers longest, the oldest request that is not whole, who is idle, or the last
        of those whose address has most in line.
        """
        if self.parting:
            self._gone(next(iter(self.parting)))
        elif self.lobby:
            self._refuse(next(iter(self.lobby)), "too_busy")
        elif self.keepalived_conns:
            self.keepalived_conns[0].timeout = 0.0
            self.murder_keepalived()
        elif (conn := self.line.drop()) is not None:
            self._send_away(conn, "too_busy")
        else:
            return False
        return True


def hold_little(listener: socket.socket) -> None:
    """Let the kernel take little of an answer ahead of its reader: megabytes for each of a hundred who do not read
    would be made, and kept in its memory, for nobody.
    """
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)


def computes(conn: Any) -> bool:
    """Whether a request's thread has worked since it was looked at; one that has not begun would."""
    if conn.clock is None:
        return True
    before, conn.computed = conn.computed, time.clock_gettime(conn.clock)
    return bool(conn.computed - before >= COMPUTING_SECONDS)


def _allow_files() -> None:
    """As many open files as the system lets us: a thousand connections need more than the usual soft limit."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
