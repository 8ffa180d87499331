"""The kinds of tests, by their folders, and what the time went into (``--durations`` prints it)."""

from collections import Counter

import pytest

# In the order in which a run of several processes begins them; the first that fits counts.
KINDS = (
    "tests/e2e/ui",
    "tests/e2e",
    "tests/integration/webapp_sources",
    "tests/integration/webapp_conversations",
    "tests/integration/webapp",
    "tests/integration/opensearch",
    "tests/integration/answering",
    "tests/integration/prefect",
    "tests/integration/flows",
    "tests/integration/stack",
    "tests/integration",
    "tests/contracts",
    "tests/regressions",
    "tests/unit",
    "tests",
)


def kind_of(nodeid: str) -> str:
    """The folder that a test counts for."""
    return next(kind for kind in KINDS if nodeid.startswith(f"{kind}/"))


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if terminalreporter.config.option.durations is None:
        return
    seconds: Counter[str] = Counter()
    cases: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[kind_of(report.nodeid)] += report.duration
                cases[kind_of(report.nodeid)] += report.when == "call"
    terminalreporter.section("seconds and cases by kind")
    for kind, spent in seconds.most_common():
        terminalreporter.write_line(f"{spent:8.1f}s {cases[kind]:6d}  {kind}")
