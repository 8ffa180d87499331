"""The embedded index: manifest, words (FTS5) and vectors (sqlite-vec) in one SQLite file, opened through apsw."""

from pipelines.index.sqlite.store import SQLiteIndex

__all__ = ["SQLiteIndex"]
