"""The next index is filled beside the live one and swapped in, step by step; each may be the last of its process.

What is done is looked up in the indexes themselves, every time: nothing has to be remembered to go on. The one row
(``Filling``) says which index is being filled, who does it and how far it is.
"""

import os
import shutil
import socket
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import structlog

from pipelines.errors import PipelineError
from pipelines.index.cursor import pages
from pipelines.index.filling import Filling, Phase
from pipelines.index.protocol import Store
from pipelines.index.spaces import alike
from pipelines.ingest.refilling import Carrying, Refiller
from pipelines.settings import PipelineSettings
from pipelines.storage.blobs import Storage
from pipelines.types import DocumentError, IndexSpec, Status

# Seconds until somebody looks again: nothing to do; something outside is away; between two looks after a swap.
IDLE, AWAY, LOOK = 10.0, 15.0, 15.0
LEASE = timedelta(seconds=60)
# How long the index before stays: who wrote or asked while it was swapped is done long before.
GRACE = timedelta(minutes=5)
# Rows that a step looks at.
AT_ONCE = 32
# How long it rests for each second that it worked: while documents wait to be indexed, and while none does.
REST_BUSY, REST = 3.0, 0.25
SAID_EVERY = 2.0
# Those of this very process: a process of its number from before a restart is another.
_HERE: set[str] = set()
log = structlog.get_logger()


class Lost(Exception):
    """Somebody else wrote the row: look at it anew."""


@dataclass(slots=True)
class _Here:
    """What this process knows of what it does; whoever goes on after it finds it again.

    ``after``: where the look at what is missing is; ``found``: what it found since it began anew.
    """

    carrying: Carrying
    after: str | None = None
    found: int = 0
    said: float = 0.0
    since: tuple[float, int] | None = None
    refiller: Refiller | None = None


class Reindexing:
    """What one process does of it. ``wanted`` is today's spec. One thread calls ``step``."""

    def __init__(
        self,
        index: Store,
        storage: Storage,
        settings: PipelineSettings,
        *,
        wanted: Callable[[], IndexSpec],
        grace: timedelta = GRACE,
    ) -> None:
        self._index, self._storage, self._settings = index, storage, settings
        self._wanted, self._grace = wanted, grace
        self._me = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        _HERE.add(self._me)
        self._spec: IndexSpec | None = None
        self._settled, self._looked, self._rest = False, 0.0, REST
        self._forget()

    def step(self) -> float:
        """Do the next piece. Answers how many seconds to wait before the one after it. Never raises."""
        began = time.monotonic()
        try:
            rest = self._step()
        except Lost:
            return 0.0
        except Exception as error:  # noqa: BLE001 - an edge: whatever broke, the index that answers goes on
            self._complain(error)
            return AWAY
        return rest if rest is not None else (time.monotonic() - began) * self._share()

    def close(self) -> None:
        """No more steps: whoever comes next need not wait for the end of the lease."""
        _HERE.discard(self._me)

    def _step(self) -> float | None:
        state = self._index.filling()
        if state is not None and state.is_held(by_others_than=self._me, at=_now()) and not _is_gone(str(state.holder)):
            return IDLE
        if state is not None and state.phase is Phase.FILLING:
            return self._fill(state)
        if state is not None and state.phase is Phase.SETTLING:
            return self._settle(state)
        return self._begin(state)

    def _begin(self, state: Filling | None) -> float | None:
        self._forget()
        if state is not None and state.target is not None:
            self._drop(state.target)
            state = self._keep(replace(state, target=None))
        live, asked = self._index.live(), state is not None and state.phase is Phase.ASKED
        if live.rebuilding:
            return IDLE
        wanted = self._today()
        declined = state is not None and state.phase is Phase.CANCELLED and state.fingerprint == wanted.fingerprint
        if not asked and (alike(live, wanted) or declined):
            return IDLE
        self._room()
        begun = Filling(
            Phase.FILLING, wanted.fingerprint, before=self._index.live_name(), forced=asked, started_at=_now()
        )
        self._keep(replace(begun, rev=state.rev if state else None))
        log.info("reindex_begins", fingerprint=wanted.fingerprint, live=live.fingerprint)
        return 0.0

    def _fill(self, state: Filling) -> float | None:
        wanted = self._today()
        if state.target is not None and state.target == self._index.live_name():
            return self._swapped(state)  # killed between the swap and the word about it
        if state.fingerprint != wanted.fingerprint or (not state.forced and alike(self._index.live(), wanted)):
            return self._abandon(state)
        target = state.target or self._created(state, wanted)
        if target != state.target:
            state = self._keep(replace(state, target=target))
        page = self._index.missing(target, after=self._here.after, limit=AT_ONCE)
        todo = self._here.carrying.todo(page.items)
        self._here.carrying.carry(todo, self._refiller(wanted), into=target)
        self._here.after = page.next_cursor
        self._here.found += len(todo)
        self._say(state, target)
        if page.next_cursor is not None:
            return None
        found, self._here.found = self._here.found, 0
        return None if found else self._finish(state, target)

    def _finish(self, state: Filling, target: str) -> float | None:
        """A whole pass found nothing missing, but for what could not be carried over."""
        self._here.carrying.complain()
        if self._index.swap_whole(target, empty=self._here.carrying.empty) is None:
            return None
        log.info("reindex_swapped", target=target, before=state.before)
        return self._swapped(state)

    def _swapped(self, state: Filling) -> float:
        self._forget()
        self._settled = False
        swapped = replace(state, phase=Phase.SETTLING, swapped_at=_now(), done=state.total, rate=0.0, error=None)
        self._keep(swapped)
        return 0.0

    def _settle(self, state: Filling) -> float:
        """What was written to the index before while it was swapped is written to this one, and counts are mended."""
        state = self._keep(state)
        target = str(state.target)
        late = _now() - (state.swapped_at or _now()) >= self._grace
        if self._index.live_name() == target:
            if late or not self._settled:
                self._index.swap(target)
                self._index.sample_means(self._index.organisations())
                self._settled = True
            self._catch_up(target)
        if not late:
            return min(LOOK, self._grace.total_seconds())
        if state.before is not None:
            self._drop(state.before)
        self._keep(replace(state, phase=Phase.DONE, target=None, ended_at=_now(), error=None))
        log.info("reindex_ended", target=target)
        return IDLE

    def _catch_up(self, live: str) -> None:
        refiller = self._refiller(self._index.live())
        for page in pages(lambda after: self._index.missing(live, after=after, limit=1_000)):
            for row in page.items:
                # Of what waits or failed its own sync says how it ends.
                if row.status is Status.INDEXED and (item := refiller.publication(row)).chunks:
                    self._index.publish([item])

    def _created(self, state: Filling, wanted: IndexSpec) -> str:
        """A new index, or the one that a killed process made and could not name any more."""
        strays = [
            name
            for name, spec in self._index.physical().items()
            if spec == wanted and name not in (state.before, self._index.live_name())
        ]
        return strays[0] if strays else self._index.create(wanted)

    def _abandon(self, state: Filling) -> float:
        """The settings have changed since: what was begun is wanted by nobody."""
        log.info("reindex_abandoned", target=state.target)
        if state.target is not None:
            self._drop(state.target)
        self._keep(replace(state, phase=Phase.DONE, target=None, ended_at=_now(), error=None))
        return 0.0

    def _drop(self, name: str) -> None:
        if name in self._index.physical() and name != self._index.live_name():
            self._index.drop(name)

    def _say(self, state: Filling, target: str) -> None:
        """Write down how far it is, which keeps the lease too."""
        if time.monotonic() - self._here.said < SAID_EVERY:
            return
        progress = self._index.filled(target)
        if self._here.since is None:
            self._here.since = time.monotonic(), progress.done
        seconds, done = time.monotonic() - self._here.since[0], progress.done - self._here.since[1]
        rate = done / seconds if seconds > 0 else 0.0
        self._keep(replace(state, done=progress.done, total=progress.total, rate=max(0.0, rate), error=None))
        self._here.said = time.monotonic()

    def _keep(self, state: Filling) -> Filling:
        """Write the row, with this process's lease while there is something to do. Raises ``Lost``."""
        held = not state.phase.over
        state = replace(state, holder=self._me if held else None, until=_now() + LEASE if held else None)
        if not self._index.keep_filling(state):
            raise Lost
        kept = self._index.filling()
        if kept is None or kept.holder != state.holder:
            raise Lost
        return kept

    def _complain(self, error: Exception) -> None:
        told = _told(error)
        log.warning("reindex_waits", code=told.code, error=str(error), action=told.action)
        try:
            state = self._index.filling()
            if state is None or state.phase.over:
                # Nothing was begun: today's settings name an index that cannot be made.
                state = Filling(Phase.FILLING, before=None, started_at=_now(), rev=state.rev if state else None)
            self._keep(replace(state, error=told, rate=0.0))
        except (PipelineError, Lost):
            return  # the index itself is away: its check says so
        self._here.since = None

    def _room(self) -> None:
        """Where the index is a file beside us, there must be as much free as it takes."""
        if self._settings.opensearch_url or not self._settings.index_path.exists():
            return
        free = shutil.disk_usage(self._settings.index_path.parent).free
        needed = self._settings.index_path.stat().st_size
        if free < needed:
            message = f"The next index needs about {needed / 1e6:,.0f} MB; {free / 1e6:,.0f} MB are free."
            raise PipelineError(message, code="index_full", action="Free disk space; it begins by itself.")

    def _share(self) -> float:
        """Seconds of rest for one of work."""
        if time.monotonic() - self._looked >= SAID_EVERY:
            try:
                self._rest = REST_BUSY if self._index.unfinished(_now()) else REST
            except PipelineError:
                self._rest = REST_BUSY
            self._looked = time.monotonic()
        return self._rest

    def _today(self) -> IndexSpec:
        if self._spec is None:
            self._spec = self._wanted()
        return self._spec

    def _refiller(self, spec: IndexSpec) -> Refiller:
        if self._here.refiller is None or self._here.refiller.spec != spec:
            self._here.refiller = Refiller(self._index, self._storage, spec=spec, settings=self._settings)
        return self._here.refiller

    def _forget(self) -> None:
        self._here = _Here(Carrying(self._index))


def _is_gone(holder: str) -> bool:
    """Whether it was a process of this machine that is no more: nobody need wait for its lease to end."""
    host, pid, _ = holder.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    if int(pid) == os.getpid():
        return holder not in _HERE
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _told(error: Exception) -> DocumentError:
    if isinstance(error, PipelineError):
        return DocumentError(error.code, error.message, error.action)
    message = f"It broke off ({type(error).__name__})."
    return DocumentError("reindex_broke_off", message, "See the worker's log; it is tried again by itself.")


def _now() -> datetime:
    return datetime.now(UTC)
