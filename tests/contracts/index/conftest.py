"""The stores under test. Every contract test runs once on each."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipelines.index.protocol import Index
from tests.contracts.index.making import SPEC
from tests.contracts.index.places import STORES, Place, empty, unreachable


@pytest.fixture(params=[pytest.param(one, marks=pytest.mark.server) if one == "opensearch" else one for one in STORES])
def store(request: pytest.FixtureRequest) -> str:
    """Which store."""
    return str(request.param)


@pytest.fixture
def place(store: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """The test's own, empty place."""
    one = empty(store, tmp_path, lambda: str(request.getfixturevalue("opensearch_url")))
    with contextlib.closing(contextlib.ExitStack()) as stack:
        stack.callback(one.clear)
        yield one


@pytest.fixture
def open_index(place: Place) -> Iterator[Callable[[], Index]]:
    """Opens further instances on the test's place: what a second process would have."""
    with contextlib.ExitStack() as stack:

        def opened() -> Index:
            return stack.enter_context(contextlib.closing(place.open()))

        yield opened


@pytest.fixture
def index(open_index: Callable[[], Index]) -> Index:
    """An empty index that is ready."""
    one = open_index()
    one.ensure(SPEC)
    return one


@pytest.fixture
def unreachable_index(store: str, tmp_path: Path) -> Iterator[Index]:
    """An index whose store is not there."""
    with contextlib.closing(unreachable(store, tmp_path).open()) as one:
        yield one
