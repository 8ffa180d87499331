"""What is read of a body before an early answer, and when the connection ends instead."""

import io
from typing import Any

import pytest

from webapp.http.bodies import MOST, ReadableBodies


class Started:
    """The object behind gunicorn's ``start_response``."""

    closed = False

    def start_response(self, *_: Any) -> Any:
        return None

    def force_close(self) -> None:
        self.closed = True


class Stalled(io.BytesIO):
    """Ten bytes, then silence."""

    asked = 0

    def read(self, size: int | None = -1) -> bytes:
        self.asked += 1
        if block := super().read(size):
            return block
        raise TimeoutError


def answered(body: io.BytesIO, **environ: Any) -> tuple[int, bool]:
    """How much of the body was read around an app that reads ten bytes, and whether the connection ends."""

    def early(given: dict[str, Any], start: Any) -> list[bytes]:
        given["wsgi.input"].read(10)
        return [b"no"]

    started, given = Started(), {"wsgi.input": body, **environ}
    assert list(ReadableBodies(early)(given, started.start_response)) == [b"no"]
    return body.tell(), started.closed


@pytest.mark.parametrize(
    ("size", "environ", "read", "closed"),
    [
        (500_000, {"CONTENT_LENGTH": "500000"}, 500_000, False),
        (2 * MOST, {"CONTENT_LENGTH": str(2 * MOST)}, 10, True),
        (500_000, {"wsgi.input_terminated": True}, 500_000, False),
        (500_000, {}, 10, False),
        (500_000, {"CONTENT_LENGTH": "many"}, 10, False),
        (10, {"CONTENT_LENGTH": "10"}, 10, False),
        (10, {"CONTENT_LENGTH": "20"}, 10, True),
    ],
)
def test_the_rest_is_read_or_the_connection_ends(
    *, size: int, environ: dict[str, Any], read: int, closed: bool
) -> None:
    """By length, or to its end where the server says that there is one; else not at all: it might never end."""
    assert answered(io.BytesIO(b"x" * size), **environ) == (read, closed)


def test_a_client_that_stalls_is_waited_for_once() -> None:
    """Its connection ends."""
    body = Stalled(b"x" * 10)
    _, closed = answered(body, CONTENT_LENGTH="100")
    assert closed
    assert body.asked == 2
