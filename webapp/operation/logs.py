"""The web app's log lines: JSON on standard error, with the request's id."""

import logging
import sys

from pipelines.logs import json_handler

# Alembic tells every start that nothing was to do; httpx every request with its URL; Haystack nine steps per question.
CHATTY = ("alembic", "haystack", "httpx", "httpcore")


def configure(level: int = logging.INFO) -> None:
    """Set up logging of this process."""
    root = logging.getLogger()
    root.handlers = [json_handler(sys.stderr, level)]
    root.setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
