"""A desk with a small library, and the stand-in for a model's provider."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipelines.answer.answerer import Answerer
from tests.servers.openai_standin import Standin, standin, standin_server
from tests.unit.pipelines.answering_desk import LIBRARY, Desk

__all__ = ["standin", "standin_server"]

MakeAnswerer = Callable[..., Answerer]


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The library, published once."""
    made = Desk(Path(tmp_path_factory.mktemp("desk")))
    made.publish(LIBRARY)
    yield made
    made.index.close()


@pytest.fixture
def modelled(desk: Desk, standin: Standin) -> Iterator[MakeAnswerer]:
    """Makes answerers that ask the stand-in; each has breakers of its own."""
    made: list[Answerer] = []

    def make(**settings: object) -> Answerer:
        defaults = {"OPENAI_API_KEY": "test-key", "OPENAI_BASE_URL": standin.url, "model": "first"}
        made.append(desk.answerer(**defaults | settings))
        return made[-1]

    yield make
    for answerer in made:
        answerer.close()
