"""What the embedded index does for ``check`` and ``repair``: the protocol ``Mending``."""

import shutil
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import apsw

from pipelines.errors import IndexUnavailable
from pipelines.index.damage import FILE, Damage
from pipelines.index.sqlite import damage, mending, salvaging
from pipelines.index.sqlite.connections import Connections, translated

# Pages of one step of a copy, between which others write.
PAGES = 10_000


class Upkeep:
    """Finds what is out of step in the file, copies it, and puts it in step again."""

    _path: Path
    _connections: Connections

    def damage(self, *, seconds: float | None = None) -> Sequence[Damage]:
        """What is out of step in the file; nothing where there is none yet."""
        if not self._path.exists():
            return []
        try:
            with self._connections.reading() as db:
                return damage.found(db, seconds=seconds)
        except IndexUnavailable as broken:
            return [Damage(FILE, 1, str(_of_file(broken)))]

    def sources(self) -> Mapping[tuple[str, str], int]:
        """Documents that are not deleted, by organisation and source; none where there is no file yet."""
        if not self._path.exists():
            return {}
        with self._connections.reading() as db:
            return damage.sources(db)

    def copy(self, folder: Path) -> Path | None:
        """The file as it is, which only its owner may read; of a damaged one all its bytes and what lies beside it."""
        if not self._path.exists():
            return None
        folder.mkdir(mode=0o700, exist_ok=True)
        copy = folder / f"{self._path.stem}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}{self._path.suffix}"
        copy.touch(mode=0o600)
        try:
            with (
                self._connections.reading() as db,
                closing(apsw.Connection(str(copy))) as target,
                target.backup("main", db, "main") as backup,
            ):
                while not backup.done:
                    backup.step(PAGES)
        except IndexUnavailable as broken:
            _of_file(broken)
            _copy_bytes(self._path, copy)
        return copy

    def mend(self) -> Sequence[Damage]:
        """Put the file in step; of a damaged one what can be read of its documents goes into a new one."""
        before = self.damage()
        if any(one.kind == FILE for one in before):
            self._connections.close()
            with translated():
                salvaging.salvaged(self._path, datetime.now(UTC))
            self._connections.reopen()
        elif before:
            with self._connections.writing() as db:
                mending.mend(db, before, datetime.now(UTC))
        return before


def _of_file(broken: IndexUnavailable) -> BaseException:
    """What SQLite says of a file that is damaged. Raises whatever else made the index unavailable."""
    if not isinstance(broken.__cause__, apsw.CorruptError | apsw.NotADBError):
        raise broken
    return broken.__cause__


def _copy_bytes(path: Path, copy: Path) -> None:
    for one in salvaging.files_of(path):
        named = copy.with_name(copy.name + one.name.removeprefix(path.name))
        named.touch(mode=0o600)
        shutil.copyfile(one, named)
