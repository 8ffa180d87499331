"""JSON as it is read: whatever a body holds, what comes out can be stored, or the field is named."""

import json
import math
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder

from webapp.errors import Invalid, WebError
from webapp.http.intake import MOST_VALUES, StrictRequest, holds_too_many


def read(raw: bytes | str) -> Any:
    data = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    environ = EnvironBuilder(method="POST", data=data, content_type="application/json").get_environ()
    return StrictRequest(environ).get_json()


def answered(raw: bytes | str) -> Any:
    """What is read, or the error that refuses it."""
    try:
        return read(raw)
    except WebError as refused:
        return refused


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec=None)), inner),
)


@given(VALUES, st.booleans())
def test_what_comes_out_can_be_stored(value: Any, ascii_only: bool) -> None:
    """Finite numbers below 64 bits and text that is UTF-8 without NUL; everything else is refused as a field."""
    out = answered(json.dumps(value, ensure_ascii=ascii_only))
    if isinstance(out, WebError):
        assert (out.status, bool(out.errors[0]["field"])) == (422, True)
        out.errors[0]["field"].encode("utf-8")
        return
    text = json.dumps(out, allow_nan=False, ensure_ascii=False)
    text.encode("utf-8")
    assert "\\u0000" not in text
    assert out == value
    for number in numbers(out):
        assert abs(number) < 2**63 or isinstance(number, float)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Never another exception."""
    out = answered(raw)
    assert not isinstance(out, WebError) or out.status in (400, 422)


@pytest.mark.parametrize("depth", [500, 990, 2_000, 100_000])
def test_depth_is_no_danger(depth: int) -> None:
    """Nested deep: read, or malformed."""
    out = answered(b'{"\\u0041":' + b"[" * depth + b"]" * depth + b"}")
    assert not isinstance(out, WebError) or (out.status == (400 if depth < MOST_VALUES else 422) and depth > 900)


def test_the_field_is_named_by_its_path() -> None:
    """Keys and positions, outermost first."""
    for raw, field in (('{"a": {"b": [1, {"c": NaN}]}}', "a.b.1.c"), ('{"a": {"\\u0000": 1}}', "a"), ("1e999", "body")):
        with pytest.raises(Invalid) as refused:
            read(raw)
        assert refused.value.errors[0]["field"] == field


@pytest.mark.parametrize(
    ("raw", "many"),
    [
        (b"[" + b"1," * MOST_VALUES + b"1]", True),
        (b"[" + b"[]," * 1_600_000 + b"1]", True),
        (b'{"a":' * 900_000, True),
        (b'{"a": "' + b"[,{" * 1_600_000 + b'"}', False),
        (b'{"a": "' + b'\\"[,{' * 900_000 + b'"}', False),
        (b'"' + b"\\" * 4_800_001 + b"[" * 20_000, False),
        (b'"",' * 1_600_000, True),
        (b'{"ids": [' + b'"x",' * 200 + b'"y"]}', False),
    ],
    ids=["numbers", "lists", "deep", "text", "escapes", "open", "empty", "ids"],
)
def test_more_values_than_any_body_of_ours_are_told_without_parsing(raw: bytes, many: bool) -> None:
    """5 MB in a fifth of a second at most; what stands in a text does not count."""
    started = time.process_time()
    assert holds_too_many(raw) is many
    assert time.process_time() - started < 2


def numbers(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [number for part in value.values() for number in numbers(part)]
    if isinstance(value, list):
        return [number for part in value for number in numbers(part)]
    return [value] if isinstance(value, int | float) and math.isfinite(value) else []
