"""Stems: they are what an index is made of, so another stemmer must give the same ones."""

from pathlib import Path

import pytest

from pipelines.text.stemming import stem

# ``language word stem`` a line, as the stemmers written in Python made them: words that people write, and endings.
STEMS = [tuple(line.split()) for line in (Path(__file__).parents[3] / "samples" / "stems.txt").read_text().splitlines()]


@pytest.mark.parametrize("language", sorted({language for language, _, _ in STEMS}))
def test_stems_are_what_indexes_were_filled_with(language: str) -> None:
    """Whoever changes one raises ``pipelines.text.REVISION``."""
    wanted = {word: made for code, word, made in STEMS if code == language}
    assert len(wanted) >= 12
    assert {word: stem(word, language) for word in wanted} == wanted
