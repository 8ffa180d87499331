"""What counts as harm, and what as noticed."""

from collections.abc import Sequence

import pytest

from tests.bench.siege.crowd import said
from tests.bench.siege.figures import Result, Sample


def acts(*seconds: float, kind: str = "ask") -> list[Sample]:
    return [Sample(kind, at=100.0, seconds=each, status=200) for each in seconds]


@pytest.mark.parametrize(
    ("under", "passed"),
    [
        (acts(0.5, 0.9), True),
        (acts(0.5, 1.0), False),
        ([], False),
        ([*acts(0.5), Sample("ask", 100.0, 0.1, 503, "too_many_streams", later=True)], True),
        ([*acts(0.5), Sample("ask", 100.0, 0.1, 503, "too_many_streams")], False),
        ([*acts(0.5), Sample("ask", 100.0, 0.1, 500)], False),
        ([*acts(0.5), Sample("ask", 100.0, 0.1, 0, "ReadTimeout")], False),
    ],
)
def test_an_attack_is_withstood_where_nobody_is_slowed_or_failed(under: Sequence[Sample], passed: bool) -> None:
    """Three times 0.3 s are too many; a refusal must say when to come again; without a sample nothing is shown."""
    line = Result("x", acts(0.1, 0.3), under).line()
    assert line["passed"] is passed


def test_nobody_notices_three_times_a_millisecond() -> None:
    """Ratios of what stays below a quarter of a second are told, and do not count."""
    line = Result("x", acts(0.001), acts(0.2)).line()
    assert line["tenant"]["ask"]["ratio"] == 200
    assert (line["passed"], line["worst"]) == (True, 0.0)


def test_an_attack_that_broke_was_not_withstood() -> None:
    """Its own failure is a note that counts."""
    assert not Result("x", acts(0.1), acts(0.1), notes={"failed": "OSError"}).passed()


def test_errors_are_counted_by_what_was_said() -> None:
    """By kind, status and code; one that does not say when to come again says that."""
    under = [Sample("login", 1.0, 0.1, 429, "too_many_attempts", later=True), Sample("login", 1.0, 0.1, 429, "x")]
    assert Result("x", [], under).line()["errors"] == {
        "login 429 too_many_attempts": 1,
        "login 429 x without Retry-After": 1,
    }


@pytest.mark.parametrize(
    ("raw", "heard"),
    [
        (b'HTTP/1.1 408 Request Timeout\r\n\r\n{"code": "request_too_slow"}', (408, "request_too_slow")),
        (b"HTTP/1.1 200 OK\r\n\r\nhello", (200, "")),
        (b"HTTP/1.1 200", (200, "")),
        (b"\x15\x03", (0, "")),
        (b"", (0, "")),
    ],
)
def test_what_a_raw_answer_said(raw: bytes, heard: tuple[int, str]) -> None:
    """Status and code, as far as they came."""
    assert said(raw) == heard
