"""The gate's own steps, with real sockets and without a server around them."""

import os
import resource
import selectors
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.config import Config  # type: ignore[import-untyped]

from webapp.gate.refusals import too_busy
from webapp.gate.worker import GateWorker, computes
from webapp.settings import WebSettings


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as made:
        made.setblocking(False)
        yield made


@pytest.fixture
def worker(listener: socket.socket) -> Iterator[GateWorker]:
    made = GateWorker(0, os.getppid(), [listener], SimpleNamespace(settings=WebSettings()), 30, Config(), None)
    made.open_gate()
    too_busy()  # the application has loaded what makes it
    with closing(selectors.DefaultSelector()) as made.poller:
        made.set_accept_enabled(enabled=True)
        yield made
    made.readers.shutdown()
    made.tmp.close()
    for conn in (*made.lobby, *made.parting):
        conn.close()


@contextmanager
def no_file_left() -> Iterator[None]:
    """What is open stays so, and nothing new is opened."""
    usual = resource.getrlimit(resource.RLIMIT_NOFILE)
    # Below the lowest number that is free, none is.
    free = os.dup(0)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, usual)


def test_who_makes_room_may_just_have_said_something(worker: GateWorker, listener: socket.socket) -> None:
    """Without a file left the oldest goes, also where its bytes came at the same moment; the next one comes in."""
    with socket.create_connection(listener.getsockname()) as first:
        worker.wait_for_and_dispatch_events(5)
        assert len(worker.lobby) == 1
        with socket.create_connection(listener.getsockname()) as second:
            first.sendall(b"GET / HTTP/1.1\r\n")
            with no_file_left():
                worker.wait_for_and_dispatch_events(5)
            assert first.recv(100).startswith(b"HTTP/1.1 503")
            second.sendall(b"GET / HTTP/1.1\r\n")
            worker.wait_for_and_dispatch_events(5)
            assert len(worker.lobby) == 1


class Looked:
    """A connection that the poller looks at whenever its thread has said something of itself."""

    def __init__(self) -> None:
        self.looks: list[bool] = []
        self.clock, self.sock = None, SimpleNamespace(begin=lambda: None, flush=lambda: None)

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name in ("clock", "computed") and not hasattr(self, "looking"):
            super().__setattr__("looking", True)
            self.looks.append(computes(self))
            super().__delattr__("looking")


def test_the_poller_may_look_at_a_thread_that_just_begins(worker: GateWorker) -> None:
    """Whatever it finds of it: an error there would end the worker, and with it everybody's requests."""
    worker.handle = lambda conn: conn.looks
    assert worker._handled(Looked()) == [True, True, False]


def test_what_breaks_in_the_gate_ends_the_process_at_once(worker: GateWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also while a thread has work for a minute: nobody would get in until it is done."""

    def broken(_seconds: float) -> None:
        raise AttributeError("computed")

    monkeypatch.setattr(worker, "wait_for_and_dispatch_events", broken)
    child = os.fork()
    if child == 0:
        worker.readers.submit(time.sleep, 60)
        worker.run()
        os._exit(0)
    began = time.monotonic()
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 1
    assert time.monotonic() - began < 30
