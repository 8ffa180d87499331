"""A run of several processes (``pytest -n 2``): who runs what, and the folder that they share.

A file is run by one process, in its order. Some files belong together; the long ones begin first, and the many short
ones at the end fill what is left, so that the processes end at about the same time.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.running.kinds import KINDS, kind_of
from tests.servers.kept import wait_for_its_end

# These kill and restart servers, or measure how soon something happens: never one beside the other.
ROUGH = ("tests/e2e/test_", *(f"tests/integration/{one}/" for one in ("prefect", "flows", "stack")))
# What these set up for themselves costs more than running them side by side saves.
TOGETHER = (
    "tests/integration/webapp/",
    "tests/integration/webapp_sources/",
    "tests/integration/opensearch/",
    "tests/e2e/ui/test_trouble",
)
FOLDER = pytest.StashKey[Path]()


def group_of(nodeid: str) -> str:
    """The tests that one process runs, one after the other."""
    if nodeid.startswith(ROUGH):
        return "rough"
    return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid.split("::", maxsplit=1)[0])


def place_of(nodeid: str) -> tuple[bool, int]:
    """When a test's turn comes: the rough ones first, then kind by kind."""
    return group_of(nodeid) != "rough", KINDS.index(kind_of(nodeid))


class Groups(LoadScopeScheduling):
    """Hands out whole groups, in the order of the collection."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def shared_folder(config: pytest.Config) -> Path | None:
    """The folder that all processes of this run have; None where there is only one process."""
    shared = getattr(config, "workerinput", {}).get("shared")
    return Path(shared) if shared else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Groups:
    config.option.loadscopereorder = False
    return Groups(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    if FOLDER not in node.config.stash:
        node.config.stash[FOLDER] = Path(tempfile.mkdtemp(prefix="refdesk-tests-"))
    node.workerinput["shared"] = str(node.config.stash[FOLDER])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if shared_folder(config):
        items.sort(key=lambda item: place_of(item.nodeid))


def pytest_unconfigure(config: pytest.Config) -> None:
    if folder := config.stash.get(FOLDER, None):
        wait_for_its_end(folder)
        shutil.rmtree(folder, ignore_errors=True)
