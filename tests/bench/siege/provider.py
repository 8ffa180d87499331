"""A model's provider beside the stack, as slow as it is asked to be: a program of its own, which attackers do not slow.

``python -m tests.bench.siege.provider`` says its URL on one line and serves until its standard input ends.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.servers.openai_standin import Reply, Standin

SLOWLY = Reply(text="The valve is opened by hand [1]. " * 40, size=8, pause=0.02)
IN_DROPS = Reply(text="The valve is opened by hand. " * 40, size=1, pause=1.0)


@contextmanager
def provided() -> Iterator[str]:
    """The URL of a running one."""
    command = [sys.executable, "-m", "tests.bench.siege.provider"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip() if process.stdout else ""
        finally:
            if process.stdin:
                process.stdin.close()


def main() -> None:
    """Serve."""
    provider = Standin()
    provider.judge = lambda request: _manner(str(request.get("messages", "")))
    sys.stdout.write(f"{provider.url}\n")
    sys.stdout.flush()
    sys.stdin.read()
    provider.close()


def _manner(asked: str) -> Reply | None:
    if "in drops" in asked:
        return IN_DROPS
    return SLOWLY if "slowly" in asked else None


if __name__ == "__main__":
    main()
