"""The stores under test. Every contract test runs once on each, and once more on one of them behind its cache."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from pipelines.index.protocol import Index
from tests.contracts.index.keeping import Peers, compared
from tests.contracts.index.making import SPEC
from tests.contracts.index.places import STORES, Place, empty, unreachable

KEPT = "-kept"
# Tests of what is found, which a cache could get wrong; on a server those of what changes it.
FOUND = ("test_lifecycle", "test_publish", "test_races", "test_reindexing", "test_search")
CHANGED = ("test_lifecycle", "test_publish")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Which stores, behind a cache or not."""
    if "variant" not in metafunc.fixturenames:
        return
    through = {"sqlite": FOUND, "opensearch": CHANGED}
    kept = [f"{one}{KEPT}" for one in STORES if metafunc.module.__name__.endswith(through[one])]
    marked = {one: pytest.mark.server for one in (*STORES, *kept) if one.startswith("opensearch")}
    given = [pytest.param(one, marks=marked.get(one, ())) for one in (*STORES, *kept)]
    metafunc.parametrize("variant", given, indirect=True)


@pytest.fixture
def variant(request: pytest.FixtureRequest) -> str:
    """A store, behind its cache where it ends so."""
    return str(request.param)


@pytest.fixture
def store(variant: str) -> str:
    """Which store."""
    return variant.removesuffix(KEPT)


@pytest.fixture
def place(store: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """The test's own, empty place."""
    one = empty(store, tmp_path, lambda: str(request.getfixturevalue("opensearch_url")))
    with contextlib.closing(contextlib.ExitStack()) as stack:
        stack.callback(one.clear)
        yield one


@pytest.fixture
def open_index(place: Place, variant: str) -> Iterator[Callable[[], Index]]:
    """Opens further instances on the test's place: what a second process would have."""
    peers = Peers()
    with contextlib.ExitStack() as stack:

        def opened() -> Index:
            one = stack.enter_context(contextlib.closing(place.open()))
            return cast(Index, compared(one, peers)) if variant.endswith(KEPT) else one

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
