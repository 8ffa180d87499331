"""What was made of a run of signs is made once, and forgotten before it fills the memory."""

import pytest

from pipelines.text.analyzer import terms, words
from pipelines.text.remembering import LONGEST, Remembered


@pytest.fixture
def made() -> list[str]:
    return []


def remembered(made: list[str], half: int) -> Remembered[str]:
    return Remembered(lambda run: made.append(run) or run.upper(), half=half)  # type: ignore[func-returns-value]


def test_each_is_made_once(made: list[str]) -> None:
    kept = remembered(made, 10)
    assert list(map(kept.__getitem__, ["a", "b", "a", "b"])) == ["A", "B", "A", "B"]
    assert made == ["a", "b"]


def test_what_is_asked_for_stays_while_what_is_not_goes(made: list[str]) -> None:
    kept = remembered(made, 4)
    for number in range(40):
        assert kept["often"] == "OFTEN"
        assert kept[f"once-{number}"] == f"ONCE-{number}"
        assert len(kept) <= 4
    assert made.count("often") == 1
    assert kept["once-0"] == "ONCE-0"
    assert made.count("once-0") == 2


def test_long_runs_are_not_kept(made: list[str]) -> None:
    kept = remembered(made, 4)
    long = "x" * (LONGEST + 1)
    assert [kept[long], kept[long]] == [long.upper()] * 2
    assert made == [long, long]
    assert not kept


def test_languages_do_not_mix() -> None:
    assert terms("Häuser houses", "de") == "haus hous"
    assert terms("Häuser houses", "en") == "hauser hous"
    assert terms("Häuser houses", "de") == "haus hous"
    assert words("Häuser houses") == ("hauser", "houses")
