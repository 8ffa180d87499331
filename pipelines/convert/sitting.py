"""A sitting: one child reads many files of one organisation, so that none of them waits for a fork.

What a document does to its child, its neighbours may feel: it swells, leaks, or dies later of what was broken before.
So whatever goes wrong in a child that has read before is no verdict: that document is read again, alone in a fresh
child, and only that counts. A child never reads files of two organisations, and reads at most ``SITS_FOR``.
"""

import socket
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import structlog

from pipelines.convert.server import ConverterServer, ServerDied, ending, opened, patience, received
from pipelines.convert.source import AS_IT_IS, Converted, Limits, Reading
from pipelines.convert.verdict import checked, converted
from pipelines.convert.wire import LENGTH, SITS_FOR, Ending, Job
from pipelines.cutting.cut import Cutting
from pipelines.errors import PipelineError
from pipelines.turns import Turns

log = structlog.get_logger()

Answer = tuple[dict[str, Any] | None, Ending]
# What the socket takes without anybody reading: who sends more may wait for one that waits to be read.
AHEAD_BYTES = 65_536
ALIVE = Ending(0)
# Codes that a child may say because of what it read before.
DOUBTFUL = frozenset({"broken", "converter_memory", "converter_timeout"})


@dataclass(frozen=True, slots=True)
class File:
    """A file to convert; ``name`` decides its type together with its content. ``cutting``: its text is cut too."""

    path: Path
    name: str
    reading: Reading = AS_IT_IS
    cutting: Cutting | None = None


def job_of(file: File, limits: Limits) -> Job:
    """What a child is asked about it."""
    return Job(str(file.path.absolute()), file.name, limits, reading=file.reading, cutting=file.cutting)


@dataclass(slots=True)
class _Child:
    link: socket.socket
    read: int = 0


@dataclass(slots=True)
class Sitting:
    """Files of one organisation, group by group. Used by one thread; ``close`` ends its child."""

    server: ConverterServer
    limits: Limits
    turns: Turns
    _child: _Child | None = field(default=None, init=False)

    def convert(self, files: Sequence[File], whose: str = "") -> Iterator[Converted | PipelineError]:
        """What ``Converter.convert`` answers or raises for each, in order; until the last one others wait for a turn.

        ``whose``: the organisation whose turn it is. Raises ``converter_unavailable``.
        """
        jobs = [job_of(one, self.limits) for one in files]
        with self.turns.turn(whose), closing(self.answers(jobs)) as answers:
            for job, answer in zip(jobs, answers, strict=True):
                yield _made(job, answer)

    def answers(self, jobs: Sequence[Job]) -> Generator[Answer]:
        """What the server's ``run`` answers to each, in order. Raises ``converter_unavailable``."""
        waiting = list(jobs)
        try:
            while waiting:
                for job in self._asked(waiting):
                    waiting.pop(0)
                    yield self._answer(job)
                    if self._child is None:
                        break
        finally:
            if waiting:
                self.close()  # answers that nobody takes

    def close(self) -> None:
        """The child ends."""
        child, self._child = self._child, None
        if child is not None:
            child.link.close()

    def _asked(self, jobs: Sequence[Job]) -> list[Job]:
        """As many of the jobs as this child may still read, sent ahead."""
        if self._child is not None and self._child.read >= SITS_FOR:
            self.close()
        child = self._child = self._child or _Child(self.server.sit())
        asked, size = list[Job](), 0
        for job in jobs[: SITS_FOR - child.read]:
            packed = job.packed()
            size += len(packed)
            if asked and size > AHEAD_BYTES:
                break
            child.link.settimeout(patience(job.limits))
            try:
                with opened(job) as document:
                    whole = LENGTH.pack(len(packed)) + packed
                    # The descriptor travels with the first bytes; mostly these are all.
                    sent = socket.send_fds(child.link, [whole], document)
                if sent < len(whole):
                    child.link.sendall(whole[sent:])
            except OSError:
                # Its answers will not come either: each is seen to when it is waited for.
                asked.append(job)
                break
            asked.append(job)
        return asked

    def _answer(self, job: Job) -> Answer:
        child = self._child
        if child is None:
            return self.server.run(job)
        fresh, answer, how = not child.read, None, ALIVE
        try:
            answer = received(child.link)
            how = ALIVE if answer is not None else ending(child.link)
        except (ServerDied, OSError, orjson.JSONDecodeError, TypeError) as wrong:
            log.warning("converter_child_lost", error=type(wrong).__name__)
            fresh = False
        child.read += 1
        if answer is None:
            self.close()
        if fresh or (answer is not None and not _is_doubtful(answer)):
            return answer, how
        log.info("converter_read_alone", status=how.status)
        return self.server.run(job)


def _made(job: Job, answer: Answer) -> Converted | PipelineError:
    try:
        return converted(job, checked(job, *answer))
    except PipelineError as refused:
        return refused


def _is_doubtful(answer: dict[str, Any]) -> bool:
    refused = answer.get("refused")
    return refused is not None and refused["code"] in DOUBTFUL
