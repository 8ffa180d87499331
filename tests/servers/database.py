"""Databases of the web app that begin at the newest revision: migrations take longer than most tests that need one.

What the migrations themselves do is tested where they are run (``tests/unit/webapp/test_migrations.py``).
"""

import tempfile
from functools import cache
from pathlib import Path

from webapp.sql.database import Database
from webapp.sql.schema import migrate

# As the web app names it in its data folder.
NAME = "refdesk.sqlite"


def put_migrated(folder: Path, name: str = NAME) -> None:
    """An empty database at the newest revision, where the folder has none of that name yet."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / name).exists():
        (folder / name).write_bytes(_migrated())


@cache
def _migrated() -> bytes:
    """The file, made once by each process of a run."""
    with tempfile.TemporaryDirectory(prefix="refdesk-migrated-") as folder:
        made = Path(folder) / NAME
        database = Database(f"sqlite:///{made}")
        migrate(database, made.parent)
        database.close()
        assert [one.name for one in made.parent.glob(f"{NAME}*")] == [NAME]
        return made.read_bytes()
