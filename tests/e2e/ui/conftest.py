"""A browser on the run's stack, an account with everything in it, and a built interface."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from deployments.interface_build import Interface
from deployments.interface_build import main as build_interface
from tests.e2e.ui.library import Library, furnished
from tests.e2e.ui.shaky import Shaky, shaky_stack
from tests.e2e.ui.visitor import Visit, Visitor, visiting
from tests.servers.browser import chromium
from tests.servers.stack import Account, Stack, account


# The folder's, not the session's: tests after it may want an event loop of their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser. Never skips: without one the tests fail with one line that says how to get it."""
    try:
        with chromium() as started:
            yield started
    except RuntimeError as absent:
        pytest.fail(str(absent), pytrace=False)


@pytest.fixture(scope="package")
def house(stack: Stack) -> Stack:
    """The run's stack, with the interface built from today's sources."""
    interface = Interface()
    build_interface(["up"])
    assert interface.dist.is_dir(), "The web interface could not be built: `make ui` says why."
    return stack


@pytest.fixture(scope="package")
def library(house: Stack) -> Iterator[Library]:
    """A furnished account. Tests read it and leave it as it is."""
    with furnished(house) as made:
        yield made


@pytest.fixture(scope="package")
def shaky(house: Stack, prefect_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shaky]:
    """A stack that may be harmed, for those who leave it whole again."""
    with shaky_stack(tmp_path_factory.mktemp("shaky"), prefect_database) as made:
        yield made


@pytest.fixture
def person(house: Stack) -> Iterator[Account]:
    """Somebody new, for what is changed and deleted."""
    with account(house, operator=True) as made:
        yield made


@pytest.fixture
def visit(browser: Browser, house: Stack) -> Iterator[Visit]:
    """Visitors of the run's stack, checked at the end: ``visit()`` is a stranger, ``visit(account)`` logged in."""
    with ExitStack() as every:

        def begin(who: Account | None = None, *, at: Stack | None = None, **how: Any) -> Visitor:
            visitor = every.enter_context(visiting(browser, at or house, **how))
            return visitor.log_in(who) if who else visitor

        yield begin


@pytest.fixture
def reader(visit: Visit, library: Library) -> Visitor:
    """A visitor who is logged in to the furnished account."""
    return visit(library.account)
