"""What tests of answers share: each module makes its own ``desk``."""

from collections.abc import Iterator

import pytest

from pipelines.answer.answerer import Answerer
from tests.unit.pipelines.answering_desk import Desk


@pytest.fixture(scope="module")
def answerer(desk: Desk) -> Iterator[Answerer]:
    made = desk.answerer()
    yield made
    made.close()
