"""Log lines of a program: one JSON object each, with the ids of structlog's context, also from libraries."""

import logging
from collections.abc import Sequence
from typing import TextIO

import structlog
from structlog.contextvars import merge_contextvars
from structlog.typing import Processor

# Haystack's generators warn with what a model wrote, which may be a document's text; how calls end is logged by us.
TELLS_TEXTS = "haystack.components.generators"


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
    handler = logging.StreamHandler(stream)
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
