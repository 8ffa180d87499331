"""What a database says when it cannot now, as answers that say when to come again. Free of Flask."""

from sqlalchemy import exc

from webapp.errors import StorageFull, Unavailable, WebError

RETRY_SECONDS = 5
_FULL = ("disk is full", "disk full", "no space left", "could not extend")
_BUSY = ("is locked", "lock timeout", "deadlock")


class DatabaseBusy(Unavailable):
    """Another process holds the database longer than is waited for."""

    code, title = "database_busy", "The database is busy"


class DatabaseAway(Unavailable):
    """The database does not answer."""

    code, title = "database_unavailable", "The database is not available"


def told(error: exc.OperationalError | exc.TimeoutError) -> WebError:
    """The answer to somebody whose request met it."""
    said = str(error.orig if isinstance(error, exc.OperationalError) else error).lower()
    headers = {"Retry-After": str(RETRY_SECONDS)}
    if any(words in said for words in _FULL):
        return StorageFull()
    if isinstance(error, exc.TimeoutError) or any(words in said for words in _BUSY):
        return DatabaseBusy("Another process holds the database; nothing was changed. Try again.", headers=headers)
    return DatabaseAway("The database does not answer; nothing was changed. Try again.", headers=headers)
