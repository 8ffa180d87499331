"""A local stack of tiny programs, in a process of its own: ``python -m tests.integration.stack.tiny_stack FOLDER``.

Moods: ``sleeping``, ``crashing`` (at once), ``stubborn`` (ignores SIGTERM).
"""

import sys
from pathlib import Path

from deployments.local import LocalStack, StackFailed, end_on_signals
from deployments.settings import LocalSettings
from deployments.stack.lock import AlreadyRunning
from deployments.stack.programs import Program

CHILD = Path(__file__).with_name("tiny_program.py")


def programs(folder: Path, *moods: str) -> list[Program]:
    """One program per mood, named ``p0``, ``p1``, …."""
    return [
        Program(f"p{number}", (sys.executable, "-S", str(CHILD), str(folder), f"p{number}", mood), number % 2 + 1, mood)
        for number, mood in enumerate(moods)
    ]


def main(folder: Path, *moods: str) -> int:
    """Run until told to end; says what it sees."""
    end_on_signals(with_parent=False)
    settings = LocalSettings(data_dir=folder / "data", port=1, prefect_port=2, prefect_api_url="http://elsewhere/api")
    stack = LocalStack(settings, say=lambda line: print(line, flush=True), programs=programs(folder, *moods))
    stack._ports = dict  # type: ignore[method-assign]
    try:
        with stack.running():
            print("started", flush=True)
            stack.serve()
    except AlreadyRunning as refused:
        print(f"refused: {refused}", flush=True)
        return 3
    except StackFailed as failed:
        print(f"failed: {failed}\n{stack.last_lines(failed.program)}", flush=True)
        return 4
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
