"""The stores below the adapter are those of the index's own contract suite."""

from tests.contracts.index.conftest import open_index, place, pytest_generate_tests, store, variant

__all__ = ["open_index", "place", "pytest_generate_tests", "store", "variant"]
