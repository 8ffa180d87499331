"""When a request is whole, at whatever places its bytes are cut."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.gate.incoming import MOST_BODY, MOST_HEAD, Framing, Incoming, Most

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabcde"


def framing(raw: bytes, cuts: list[int] | None = None) -> Framing:
    incoming, answer = Incoming(Most(form=10_000_000, other=1_000_000)), Framing.PARTIAL
    places = [0, *sorted(cuts or []), len(raw)]
    for start, end in itertools.pairwise(places):
        if start < end:
            answer = incoming.feed(raw[start:end])
    assert incoming.data == raw
    return answer


@given(st.sampled_from([GET, POST, POST[:-1], GET[:-1], GET + POST]), st.lists(st.integers(0, 60)))
def test_cuts_change_nothing(raw: bytes, cuts: list[int]) -> None:
    """A byte at a time, or all at once."""
    assert framing(raw, [min(cut, len(raw)) for cut in cuts]) is framing(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (GET, Framing.WHOLE),
        (POST, Framing.WHOLE),
        (POST[:-1], Framing.PARTIAL),
        (b"", Framing.PARTIAL),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * MOST_HEAD, Framing.OVERLONG),
        (b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (MOST_BODY + 1), Framing.LARGE),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", Framing.LARGE),
        (b"POST / HTTP/1.1\r\ncontent-LENGTH : -1\r\n\r\n", Framing.LARGE),
        (b"POST / HTTP/1.1\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n", Framing.LARGE),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", Framing.LARGE),
        (b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n", Framing.LARGE),
        (b"\x00\xff nothing of the kind\r\n\r\n", Framing.WHOLE),
    ],
)
def test_what_a_thread_can_take(raw: bytes, expected: Framing) -> None:
    """Whatever is no plain request is passed on: the parser refuses it."""
    assert framing(raw) is expected


@pytest.mark.parametrize(
    ("kind", "length", "expected"),
    [
        (b"application/json", 1_000_000, Framing.LARGE),
        (b"application/json", 1_000_001, Framing.OVERLONG_BODY),
        (b"application/json", 99_999_999_999, Framing.OVERLONG_BODY),
        (b" Multipart/Form-Data; boundary=x", 10_000_000, Framing.LARGE),
        (b"multipart/form-data", 10_000_001, Framing.OVERLONG_FORM),
    ],
)
def test_a_body_that_no_route_takes_is_told_by_its_length(kind: bytes, length: int, expected: Framing) -> None:
    """Before it costs a thread; forms carry files and may be longer."""
    raw = b"POST / HTTP/1.1\r\nContent-Type:%s\r\nContent-Length: %d\r\n\r\n" % (kind, length)
    assert framing(raw) is expected
