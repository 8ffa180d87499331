"""Signs that begin something and never end it cost no more than their length, and take nothing along."""

from time import process_time

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.source import Source


@pytest.mark.parametrize(
    "hostile",
    [
        "<a" * 30_000,
        "<a b " * 30_000,
        "<div>" * 3_000 + "<a " * 30_000,
        "<p " + "a=b " * 5_000 + ">x</p>",
    ],
)
def test_tags_of_html(hostile: str) -> None:
    begun = process_time()
    assert convert(Source(f"<p>Said.</p>{hostile}".encode(), "a.html")).text.text.startswith("Said.")
    assert process_time() - begun < 2


@pytest.mark.parametrize("closed", [True, False])
def test_groups_of_rtf(*, closed: bool) -> None:
    """What lies deeper than is kept is left out; what comes behind it is read."""
    deep = b"{" * 10_000 + b"x" + (b"}" * 10_000 if closed else b"")
    text = convert(Source(rb"{\rtf1 Before " + deep + b"after}", "a.rtf")).text.text
    assert text == ("Before after" if closed else "Before")
