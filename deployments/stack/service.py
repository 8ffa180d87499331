"""Which web app a command talks to. There is no default address: whoever listens there might be a stranger."""

from dataclasses import dataclass
from pathlib import Path

from deployments.client.failures import Unreachable
from deployments.stack.address import running
from deployments.stack.lock import holder


@dataclass(frozen=True, slots=True)
class Service:
    """A web app: its ``url`` without a slash at the end, for people what named it, and whether the data folder did."""

    url: str
    named_by: str
    is_local: bool = False


class NoStack(Unreachable):
    """No web app is named and none is known to run; ``why`` and ``remedy`` are halves of a sentence."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(f"{why}; {remedy}.", code="no_stack")
        self.why = why
        self.remedy = remedy


def find_service(data_dir: Path, *, option: str | None = None, variable: str | None = None) -> Service:
    """``--url``, then ``REFDESK_URL``, then the stack that runs in the data folder.

    Raises ``NoStack`` when there is none of them.
    """
    for url, named_by in ((option, "--url"), (variable, "REFDESK_URL")):
        if url:
            return Service(url.rstrip("/"), named_by)
    try:
        address, pid = running(data_dir), holder(data_dir)
    except PermissionError as refused:
        raise NoStack(f"{data_dir} belongs to somebody else", "name a stack with REFDESK_URL") from refused
    if address:
        return Service(address.web_url, f"the stack that runs in {data_dir}", is_local=True)
    if pid:
        starting = f"Process {pid} starts or ends a stack in {data_dir}"
        raise NoStack(starting, "wait for it (`make logs` shows what it does) or name another one with REFDESK_URL")
    raise NoStack(f"No stack runs in {data_dir}", "start it with `make up` or name one with REFDESK_URL")
