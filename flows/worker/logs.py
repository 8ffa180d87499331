"""Log lines of the worker: JSON on stdout, one line each, Prefect's own included."""

import logging
import sys

import structlog
from structlog.contextvars import merge_contextvars
from structlog.typing import EventDict, Processor, WrappedLogger


def log_json(level: int = logging.INFO) -> None:
    """Write every log line of this process as JSON; flow run and request ids come from structlog's context."""
    shared: list[Processor] = [
        merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, _prefect_ids],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()],
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(formatter)
    _take_over(handler, level)


def _take_over(handler: logging.Handler, level: int) -> None:
    # Prefect has set up its loggers when it was imported: its console handlers go, those that send to its API stay.
    root = logging.getLogger()
    for logger in [root, *(logging.getLogger(name) for name in list(root.manager.loggerDict))]:
        for old in list(logger.handlers):
            if "Console" in type(old).__name__ or isinstance(old, logging.StreamHandler):
                logger.removeHandler(old)
        if logger is not root and not logger.propagate:
            logger.addHandler(handler)
    root.addHandler(handler)
    root.setLevel(level)
    for chatty in ("httpx", "haystack"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _prefect_ids(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    record: logging.LogRecord | None = event.get("_record")
    for name in ("flow_run_id", "task_run_id"):
        value = getattr(record, name, None)
        if value and name not in event:
            event[name] = str(value)
    return event
