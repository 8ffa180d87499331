"""How many documents an older release read: the worker reads them again while nothing else is to be done."""

from collections.abc import Callable

from pipelines.convert.formats import fingerprints
from pipelines.index.protocol import Index
from pipelines.types import Health
from webapp.operation.noted import noted

COUNTED = 1_000


def outdated_probe(index: Index) -> Callable[[], Health]:
    """A check that is always well; its note tells how many are left."""
    return noted("outdated", lambda: _said(len(index.outdated(fingerprints(), limit=COUNTED))))


def _said(left: int) -> str:
    if not left:
        return ""
    many = f"{COUNTED:,} or more documents" if left == COUNTED else f"{left:,} document{'s' if left > 1 else ''}"
    return f"{many} of an older release: read again when nothing else is to be done, or at the source's next sync."
