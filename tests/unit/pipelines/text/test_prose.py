"""Prose by a table of bytes is prose by the pattern, whatever the text is made of."""

import random

import pytest

from pipelines.text.prose import _CODE, prose_of

PIECES = (
    *("word", "Word", "wOrd", "ä", "É", "ß", "٣", "²", "日本", "—", "“", "\x85", "\u200b", "\x81"),
    *("1", "42", "a1", "1A", "_", "#", "/", "\\", "=", "{", "|", "$", "@", ".", ",", "-", "'"),
    *(" ", " ", " ", "\n", "\t", "\xa0", "\x1c", "<", ">", "`", "```", "http:", "https://", "www."),
)


@pytest.mark.parametrize("seed", range(6))
def test_a_table_tells_what_the_pattern_does(seed: int) -> None:
    chance = random.Random(seed)
    for few in (PIECES[:34], PIECES[14:37], PIECES):
        for _ in range(1_000):
            text = "".join(chance.choices(few, k=chance.randint(0, 12)))
            assert prose_of(text) == _CODE.sub(" ", text), repr(text)


def test_long_runs_are_looked_at_once() -> None:
    for text, prose in (("#a" * 200_000, " "), ("1 " * 200_000, "  " * 200_000), ("1." * 200_000, " ." * 200_000)):
        assert prose_of(f"{text} {'a' * 200_000}") == f"{prose} {'a' * 200_000}"
