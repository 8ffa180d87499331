"""How many documents an older release read: the worker reads them again while nothing else is to be done."""

import threading
import time
from collections.abc import Callable

from pipelines.convert.formats import fingerprints
from pipelines.errors import PipelineError
from pipelines.index.protocol import Index
from pipelines.types import Health

COUNTED = 1_000
SECONDS = 60.0


def outdated_probe(index: Index) -> Callable[[], Health]:
    """A check that never fails; its note tells how many are left, as of a minute ago at most."""
    lock = threading.Lock()
    known: tuple[float, str] | None = None

    def probe() -> Health:
        nonlocal known
        with lock:
            if known is None or time.monotonic() - known[0] > SECONDS:
                known = (time.monotonic(), _note(index))
            return Health(ok=True, detail="", note=known[1])

    return probe


def _note(index: Index) -> str:
    try:
        left = len(index.outdated(fingerprints(), limit=COUNTED))
    except PipelineError:
        return ""  # the check of the index says it
    if not left:
        return ""
    many = f"{COUNTED:,} or more documents" if left == COUNTED else f"{left:,} document{'s' if left > 1 else ''}"
    return f"{many} of an older release: read again when nothing else is to be done, or at the source's next sync."
