"""JSON that nests deeper than its parser bears is read as far as it goes, in line with its length."""

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.errors import UnreadableDocument


def read(text: str) -> str:
    return convert(Source(text.encode(), "a.json")).text.text


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"k": ', "}")])
def test_what_stands_around_is_read(opening: str, closing: str) -> None:
    deep = opening * 50_000 + '"within"' + closing * 50_000
    text = read(f'{{"before": "a \\" [", "deep": {deep}, "after": "}}"}}')
    assert text.startswith('before: a " [\nafter: }')
    assert text.endswith(": …")


def test_what_does_not_end_is_broken() -> None:
    with pytest.raises(UnreadableDocument, match="line 1"):
        read("[" * 50_000)
