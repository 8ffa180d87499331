"""Draining: what of a body is read before an early answer."""

import io
from typing import Any

import pytest

from webapp.http.draining import DrainingMiddleware


class Body(io.BytesIO):
    """A body that can break off."""

    broken = False

    def read(self, size: int | None = -1) -> bytes:
        if self.broken:
            raise OSError
        return super().read(size)


def answer(body: Body, limit: int = 1_000_000, **environ: Any) -> int:
    """How much of the body was read around an app that reads ten bytes."""

    def early(given: dict[str, Any], start: Any) -> list[bytes]:
        given["wsgi.input"].read(10)
        return [b"no"]

    sent = DrainingMiddleware(early, limit)({"wsgi.input": body, **environ}, lambda *_: lambda _: None)  # type: ignore[arg-type, return-value]
    assert list(sent) == [b"no"]
    return body.tell()


@pytest.mark.parametrize(
    ("size", "environ", "read"),
    [
        (500_000, {"CONTENT_LENGTH": "500000"}, 500_000),
        (500_000, {"CONTENT_LENGTH": "300000"}, 300_000),
        (2_000_000, {"CONTENT_LENGTH": "2000000"}, 1_000_000),
        (500_000, {"wsgi.input_terminated": True}, 500_000),
        (2_000_000, {"wsgi.input_terminated": True}, 1_000_000),
        (500_000, {}, 10),
        (500_000, {"CONTENT_LENGTH": "many"}, 10),
        (500_000, {"CONTENT_LENGTH": "0"}, 10),
    ],
)
def test_the_rest_is_read_up_to_the_limit(*, size: int, environ: dict[str, Any], read: int) -> None:
    """By length, or to its end where the server says that there is one; else not at all: it might never end."""
    assert answer(Body(b"x" * size), **environ) == read


def test_a_client_that_breaks_off_is_no_error() -> None:
    """The answer is given all the same."""
    body = Body(b"x" * 100)

    def early(given: dict[str, Any], start: Any) -> list[bytes]:
        body.broken = True
        return [b"no"]

    environ = {"wsgi.input": body, "CONTENT_LENGTH": "100"}
    assert list(DrainingMiddleware(early, 1_000)(environ, lambda *_: lambda _: None)) == [b"no"]  # type: ignore[arg-type, return-value]


def test_a_body_that_broke_off_is_not_read_again() -> None:
    """A client that stalls costs its time limit once."""
    asked: list[int] = []

    class Stalled(Body):
        def read(self, size: int | None = -1) -> bytes:
            asked.append(1)
            raise TimeoutError

    def early(given: dict[str, Any], start: Any) -> list[bytes]:
        with pytest.raises(OSError):
            given["wsgi.input"].read(10)
        return [b"no"]

    environ = {"wsgi.input": Stalled(b"x" * 100), "CONTENT_LENGTH": "100"}
    assert list(DrainingMiddleware(early, 1_000)(environ, lambda *_: lambda _: None)) == [b"no"]  # type: ignore[arg-type, return-value]
    assert len(asked) == 1
