"""The worker's log lines: JSON on stdout, Prefect's own included, with the ids of runs."""

import logging
import sys

from structlog.typing import EventDict, WrappedLogger

from pipelines.logs import json_handler


def log_json(level: int = logging.INFO) -> None:
    """Write every log line of this process as JSON; flow run and request ids come from structlog's context."""
    _take_over(json_handler(sys.stdout, level, foreign=[_prefect_ids]), level)


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
