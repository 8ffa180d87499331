"""``refdesk stop``: end the stack that runs on the data folder."""

import os
import signal

from deployments.client.failures import CommandFailed
from deployments.commands.session import command, say, settings
from deployments.stack.lock import holder, wait_for_end

SECONDS = 20.0


@command
def stop() -> int:
    """End the stack that runs in the data folder.

    It does not matter in which terminal it was started. Nothing to end is no error.
    """
    given = settings()
    pid = holder(given.data_dir)
    if pid is None:
        say(f"Nothing runs on {given.data_dir}.")
        return 0
    try:
        os.kill(pid, signal.SIGTERM)
    except ProcessLookupError:
        pass
    except PermissionError as refused:
        raise CommandFailed(f"Process {pid} belongs to somebody else: end it as that user.") from refused
    if not wait_for_end(given.data_dir, SECONDS):
        raise CommandFailed(
            f"Process {pid} has not ended after {SECONDS:.0f} s; `kill -9 {pid}` ends it and its children."
        )
    say("Ended.")
    return 0
