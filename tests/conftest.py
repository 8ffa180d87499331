"""Real servers for the tests, each started once a run and only when a test asks for it; and how the tests run."""

from pipelines.metrics import COLLECTOR

# A plugin stands after those that it imports.
pytest_plugins = [
    "tests.running.kinds",
    "tests.running.sharing",
    "tests.running.alone",
    "tests.running.collecting",
    "tests.servers.opensearch",
    "tests.servers.prefect",
    "tests.servers.stack",
]


def pytest_configure() -> None:
    """A number that nobody declared fails here; in a program it is said and not counted."""
    COLLECTOR.strict = True
