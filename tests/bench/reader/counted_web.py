"""The web app, with a line per row read and per text parsed in the file that ``BENCH_COUNTS`` names."""

import functools
import os
from collections.abc import Callable
from typing import Any

from pipelines.index.sqlite.store import SQLiteIndex
from pipelines.storage import blobs as storage
from pipelines.storage import layouts
from webapp.serving import main


def counted(name: str, function: Callable[..., Any], descriptor: int) -> Callable[..., Any]:
    """The function, with a line for every call."""

    @functools.wraps(function)
    def call(*given: Any, **named: Any) -> Any:
        os.write(descriptor, f"{name}\n".encode())
        return function(*given, **named)

    return call


def serve() -> None:
    """Count, and serve as ever."""
    descriptor = os.open(os.environ["BENCH_COUNTS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    setattr(SQLiteIndex, "get", counted("row", SQLiteIndex.get, descriptor))  # noqa: B010
    parse = counted("parse", storage.text_of, descriptor)
    for module in (storage, layouts):
        setattr(module, "text_of", parse)  # noqa: B010


if __name__ == "__main__":
    serve()
    main()
