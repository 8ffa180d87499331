"""Log lines of a program: one JSON object each, with the ids of structlog's context, also from libraries."""

import logging
import os
from collections import deque
from collections.abc import Sequence
from threading import Lock
from typing import TextIO

import structlog
from structlog.contextvars import merge_contextvars
from structlog.typing import Processor

# Haystack's generators warn with what a model wrote, which may be a document's text; how calls end is logged by us.
TELLS_TEXTS = "haystack.components.generators"
# Lines that may wait for a stream that takes none; then whoever logs waits, too.
MOST_WAITING = 10_000


def json_handler(stream: TextIO, level: int = logging.INFO, *, foreign: Sequence[Processor] = ()) -> logging.Handler:
    """Have structlog write through the standard library, and answer the handler that writes lines to ``stream``.

    ``foreign``: what is done besides to records of libraries. The program puts the handler where it belongs: called by
    it, never by an import.
    """
    shared: list[Processor] = [
        merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = _Lines(stream)
    handler.addFilter(lambda record: not record.name.startswith(TELLS_TEXTS))
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, *foreign],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    return handler


class _Lines(logging.StreamHandler[TextIO]):
    """Lines in order and whole, for which nobody waits: whoever is writing writes what others have to say, too.

    The library's own holds its lock while a line is made and written, and waits for the interpreter in between: a
    hundred threads that log queue for it, and everybody behind them.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._begin()
        # A process that is forked while another thread writes has nobody who would give the lock back.
        os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        self._waiting: deque[str] = deque()
        self._writing = Lock()

    def handle(self, record: logging.LogRecord) -> bool:
        """As the library's, without its lock."""
        if kept := bool(self.filter(record)):
            self.emit(record)
        return kept

    def emit(self, record: logging.LogRecord) -> None:
        """Have a line written; what cannot be logged ends nothing else."""
        try:
            self._waiting.append(self.format(record) + self.terminator)
            # Once more after the lock was given back: a line may have come just before that.
            while self._waiting and self._writing.acquire(blocking=len(self._waiting) > MOST_WAITING):
                self._write()
        except Exception:  # noqa: BLE001 - as the library's
            self.handleError(record)

    def _write(self) -> None:
        try:
            lines = [self._waiting.popleft() for _ in range(len(self._waiting))]
            self.stream.write("".join(lines))
            self.stream.flush()
        finally:
            self._writing.release()
