"""``refdesk where``: the address that the other commands talk to, for scripts."""

import sys

from deployments.commands.session import Url, command, service, settings


@command
def where(*, url: Url = None) -> int:
    """Print the address that the commands talk to, and nothing else. Exit code 4 when none is known.

    For scripts: `curl "$(.venv/bin/refdesk where)/healthz"`.
    """
    sys.stdout.write(f"{service(settings(), url).url}\n")
    return 0
