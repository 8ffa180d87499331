"""Answers in the making: a thread per answer, read from memory here and from SQL everywhere else. Free of Flask.

The answer is finished and stored whether somebody reads or not. No SQL session is held while a stream is open.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

import structlog

from pipelines.errors import PipelineError
from pipelines.metrics import track_metric
from pipelines.metrics.names import MODES, OTHER
from pipelines.providers.pacing import apart
from pipelines.questions import Answer, AnswerEvent, CitationEvent, ClaimEvent, Question, RevisedEvent, TokenEvent
from webapp.answers.protocol import Streaming
from webapp.conversations.authorship import Writer, expected
from webapp.conversations.eventlog import Describe, EventLog, not_stored
from webapp.conversations.events import HIGHEST, StreamEvent
from webapp.conversations.live import Failure, Live, Outcome
from webapp.conversations.messages import citation_json, claim_json
from webapp.conversations.places import Places
from webapp.conversations.recorder import Recorder
from webapp.errors import Unavailable, WebError

HEARTBEAT_SECONDS = 10.0
POLL_SECONDS = 0.2

log = structlog.get_logger()


class Slot:
    """A place among the running streams; given back at the end of the answer, or of the block that did not start."""

    def __init__(self, streams: "Streams", org_id: str) -> None:
        self._streams = streams
        self.org_id = org_id
        self.started = False

    def start(self, live: Live, question: Question) -> None:
        """Begin to make the answer."""
        self._streams.begin(live, question, org_id=self.org_id)
        self.started = True


class Streams:
    """The running answers of this process. ``most`` of them, readers of other processes' answers included."""

    def __init__(self, answerer: Streaming, events: EventLog, *, describe: Describe, most: int, writer: Writer) -> None:
        """``writer``: who is asked to write, told in the first event."""
        self._answerer = answerer
        self._events = events
        self._describe = describe
        self._writer = writer
        self._places = Places(most)
        self._recorder = Recorder(events)

    @contextmanager
    def slot(self, org_id: str) -> Iterator[Slot]:
        """Take one of an organisation's places before anything is written. Raises ``TooManyStreams``."""
        self._places.take(org_id)
        slot = Slot(self, org_id)
        try:
            yield slot
        finally:
            if not slot.started:
                self._places.give_back(org_id)

    def begin(self, live: Live, question: Question, *, org_id: str) -> None:
        """Make the answer in a thread of its own, in a place of that organisation that was taken."""
        whose = expected(self._writer(question))
        live.append(
            "meta", {"message_id": live.message_id, "conversation_id": live.conversation_id, "generated": whose}
        )
        context = structlog.contextvars.get_contextvars()
        produce = partial(self._produce, org_id=org_id, context=context)
        threading.Thread(target=produce, args=(live, question), name="answer", daemon=True).start()
        self._recorder.add(live)

    def read(self, live: Live) -> Iterator[StreamEvent | None]:
        """The events of an answer of this process from its start; None is a heartbeat."""
        return live.read(0, heartbeat=HEARTBEAT_SECONDS, gather=self._gather)

    def wait(self, live: Live) -> None:
        """Wait for the end of an answer of this process. Raises the error that it ended with."""
        last = live.wait()
        if last is None or last.seq == HIGHEST:
            raise not_stored()
        outcome = live.outcome
        if outcome is not None and isinstance(outcome.result, Failure):
            raise outcome.result.error

    def stop(self, message_id: str) -> None:
        """Stop an answer of this process at once. Others read the wish from SQL."""
        if live := self._recorder.live(message_id):
            live.stop.set()

    def follow(self, message_id: str, after: int, *, org_id: str) -> Iterator[StreamEvent | None]:
        """Events after a position until the end, whichever process makes the answer; None is a heartbeat.

        Raises ``TooManyStreams`` at once, not at the first event.
        """
        self._places.take(org_id)
        self._places.give_back(org_id)
        live = self._recorder.live(message_id)
        if live:
            return self._held(live.read(after, heartbeat=HEARTBEAT_SECONDS, gather=self._gather), org_id)
        return self._held(self._polled(message_id, after), org_id)

    def outlast(self, message_id: str, *, org_id: str) -> None:
        """Wait for the end of an answer, whichever process makes it. Raises ``TooManyStreams``."""
        for _ in self.follow(message_id, HIGHEST, org_id=org_id):
            pass

    def is_stale(self, heartbeat: datetime | None, maker: str | None) -> bool:
        """Whether the process of a running answer must be dead."""
        return self._events.is_stale(heartbeat, maker)

    def sweep(self) -> None:
        """End the answers of dead processes."""
        for message_id in self._events.interrupt_stale():
            log.warning("answer_interrupted", message_id=message_id)

    def prune(self) -> None:
        """Remove the events of answers that ended long ago."""
        if removed := self._events.prune():
            log.info("events_pruned", events=removed)

    def _held(self, events: Iterator[StreamEvent | None], org_id: str) -> Iterator[StreamEvent | None]:
        self._places.take(org_id)
        try:
            yield from events
        finally:
            self._places.give_back(org_id)

    def _gather(self) -> float:
        """How long a reader of a long answer lets words come together: the longer, the more answers are made."""
        return apart(len(self._recorder))

    def _polled(self, message_id: str, after: int) -> Iterator[StreamEvent | None]:
        spoke = time.monotonic()
        while True:
            progress = self._events.after(message_id, after)
            for event in progress.events:
                yield event
                after = event.seq
                spoke = time.monotonic()
            if not progress.running:
                return
            if progress.stale:
                self.sweep()
                continue
            if time.monotonic() - spoke >= HEARTBEAT_SECONDS:
                yield None
                spoke = time.monotonic()
            time.sleep(POLL_SECONDS)

    def _produce(self, live: Live, question: Question, *, org_id: str, context: Mapping[str, Any]) -> None:
        structlog.contextvars.bind_contextvars(**context)
        began = time.monotonic()
        try:
            result: Answer | Failure = self._answerer.answer(question, _teller(live, began), live.stop)
        except PipelineError as error:
            log.warning("answer_failed", message_id=live.message_id, code=error.code)
            result = self._failure(live, Unavailable(f"{error.message} {error.action}", code=error.code))
        except Exception:  # the thread's edge: the reader must learn that no answer comes
            log.exception("answer_failed", message_id=live.message_id)
            result = self._failure(live, WebError("An unexpected error; it is in the log under the message's id."))
        seconds = time.monotonic() - began
        _count(result, seconds)
        log.info("answer_made", message_id=live.message_id, ms=round(seconds * 1000))
        live.outcome = Outcome(result, latency_ms=round(seconds * 1000))
        self._places.give_back(org_id)
        self._recorder.hurry()

    def _failure(self, live: Live, error: WebError) -> Failure:
        problem = {**self._describe(error), "request_id": structlog.contextvars.get_contextvars().get("request_id")}
        return Failure(error, problem, partial=live.said())


def _count(result: Answer | Failure, seconds: float) -> None:
    if isinstance(result, Failure):
        mode, outcome = OTHER, "failed"
    else:
        mode = result.mode if result.mode in MODES else OTHER
        outcome = "stopped" if result.stopped else "answered" if result.answered else "unanswered"
    track_metric("answers", mode=mode, outcome=outcome)
    track_metric("answer_seconds", seconds)


def _teller(live: Live, began: float) -> Callable[[AnswerEvent], None]:
    spoken = False

    def tell(event: AnswerEvent) -> None:
        nonlocal spoken
        match event:
            case TokenEvent(text=text):
                if not spoken:
                    spoken = True
                    track_metric("first_token_seconds", time.monotonic() - began)
                live.say(text)
            case CitationEvent(citation=citation):
                live.append("citation", {"citation": citation_json(citation)})
            case ClaimEvent(claim=claim):
                live.append("claim", {"claim": claim_json(claim)})
            case RevisedEvent(content=content, reason=reason):
                live.append("revised", {"content": content, "reason": reason})

    return tell
