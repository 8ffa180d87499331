"""Tables of the index file.

The manifest is one set of tables; every physical index has its own four, whose names start with its number: ``@`` in
a statement stands for that. A document's chunks carry the version they belong to, but only those of its live version
exist, since both change in one transaction; of a long document that was retired some may be left, which ``leaving``
tells.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import apsw

from pipelines.errors import IndexUnavailable
from pipelines.types import IndexSpec

MANIFEST = """
CREATE TABLE IF NOT EXISTS physical (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  fingerprint TEXT NOT NULL,
  spec TEXT NOT NULL,
  live INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX IF NOT EXISTS physical_live ON physical (live) WHERE live = 1;
CREATE TABLE IF NOT EXISTS filling (id INTEGER PRIMARY KEY CHECK (id = 1), rev INTEGER NOT NULL, state TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS leaving (doc INTEGER PRIMARY KEY REFERENCES documents (id));
CREATE TABLE IF NOT EXISTS orgs (id INTEGER PRIMARY KEY, org_id TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS sources (
  id INTEGER PRIMARY KEY,
  org INTEGER NOT NULL REFERENCES orgs (id),
  source_id TEXT NOT NULL,
  UNIQUE (org, source_id)
);
CREATE TABLE IF NOT EXISTS documents (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES sources (id),
  folded TEXT NOT NULL,
  document_id TEXT NOT NULL,
  org_id TEXT NOT NULL,
  source_id TEXT NOT NULL,
  uri TEXT NOT NULL,
  title TEXT NOT NULL,
  mime TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  page_count INTEGER,
  wanted_hash TEXT,
  content_hash TEXT,
  etag TEXT,
  last_modified TEXT,
  listed_at INTEGER,
  live_version TEXT,
  pending_version TEXT,
  lease_run TEXT,
  lease_until INTEGER,
  chunk_count INTEGER NOT NULL,
  status TEXT NOT NULL,
  error TEXT,
  indexed_at INTEGER,
  deleted_at INTEGER,
  tombstone INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  parent_id TEXT,
  encoding TEXT,
  about TEXT,
  language TEXT,
  UNIQUE (org_id, document_id)
);
CREATE INDEX IF NOT EXISTS documents_list ON documents (org_id, source_id, uri, document_id);
CREATE INDEX IF NOT EXISTS documents_counts ON documents (org_id, source_id, status);
CREATE INDEX IF NOT EXISTS documents_sizes ON documents (org_id, status, bytes);
CREATE INDEX IF NOT EXISTS documents_unfinished ON documents (updated_at) WHERE status IN ('pending', 'processing');
CREATE INDEX IF NOT EXISTS documents_bytes ON documents (org_id, wanted_hash, uri, document_id);
"""

# After the column is there for certain: files from before documents could hold others lack it.
PARENTS = """
CREATE INDEX IF NOT EXISTS documents_parents ON documents (org_id, parent_id) WHERE parent_id IS NOT NULL;
"""

# The terms, made by ``pipelines.text`` and only split here, keep their own content: a contentless FTS5 table would
# leave deleted words in the file.
TERMS = """
CREATE VIRTUAL TABLE @terms USING fts5 (heading, body, scope, tokenize = 'ascii');
INSERT INTO @terms (@terms, rank) VALUES ('secure-delete', 1);
CREATE INDEX @chunks_analyzer ON @chunks (analyzer);
"""

# Languages that chunks of a source have or once had: what a question is analysed in.
LANGUAGES = """
CREATE TABLE IF NOT EXISTS @languages (source INTEGER, language TEXT, PRIMARY KEY (source, language)) WITHOUT ROWID;
"""

# Small chunks of vectors: the default reserves 1 MB for every organisation. ``analyzer`` is the revision that made a
# chunk's terms; 0: none made any yet.
PHYSICAL = (
    """
CREATE TABLE @chunks (
  id INTEGER PRIMARY KEY,
  doc INTEGER NOT NULL REFERENCES documents (id),
  chunk_id TEXT NOT NULL,
  version TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  title TEXT NOT NULL,
  heading TEXT NOT NULL,
  page INTEGER,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text_hash TEXT NOT NULL,
  meta TEXT,
  text TEXT,
  analyzer INTEGER NOT NULL DEFAULT 0,
  context TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT ''
);
CREATE INDEX @chunks_doc ON @chunks (doc, ordinal);
CREATE VIRTUAL TABLE @vectors USING vec0 (
  id INTEGER PRIMARY KEY,
  org INTEGER PARTITION KEY,
  source INTEGER,
  embedding FLOAT[%dimensions%] distance_metric=cosine,
  chunk_size=64
);
CREATE TABLE @means (org INTEGER PRIMARY KEY, count INTEGER NOT NULL, total BLOB NOT NULL);
"""
    + LANGUAGES
    + TERMS
)

DROP = "DROP TABLE @chunks; DROP TABLE @terms; DROP TABLE IF EXISTS @words; DROP TABLE @vectors; DROP TABLE @means;"
DROP += " DROP TABLE IF EXISTS @languages;"


Row = tuple[Any, ...]
Values = Sequence[Any] | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Physical:
    """A physical index through a connection: its number, which its tables' names carry, and its spec."""

    db: apsw.Connection
    number: int
    spec: IndexSpec

    @property
    def name(self) -> str:
        """As it is known outside."""
        return f"chunks-{self.spec.fingerprint}-{self.number}"

    @property
    def inherited(self) -> bool:
        """Whether it comes from before there was an analyzer: the texts still lie in the table ``@words``."""
        return self.spec.analyzer == 0

    def run(self, statement: str, values: Values = ()) -> list[Row]:
        """Run statements in which ``@`` stands for this index's tables. Answers the rows."""
        return run(self.db, self._own(statement), values)

    def run_each(self, statement: str, each: Iterable[Values]) -> None:
        """Run a statement of this index's tables once for each of those values."""
        self.db.executemany(self._own(statement), each)

    def _own(self, statement: str) -> str:
        return statement.replace("@", f"p{self.number}_")


def run(db: apsw.Connection, statement: str, values: Values = ()) -> list[Row]:
    """Run statements. Answers the rows."""
    return db.execute(statement, values).fetchall()


def ensure_manifest(db: apsw.Connection) -> None:
    """Create the tables of documents where they are missing. Inside a write transaction."""
    db.execute(MANIFEST)
    columns = run(db, "SELECT name FROM pragma_table_info('documents')")
    for name in ("parent_id", "encoding", "about", "language"):
        if (name,) not in columns:
            db.execute(f"ALTER TABLE documents ADD COLUMN {name} TEXT")
    db.execute(PARENTS)


def ensure(db: apsw.Connection, spec: IndexSpec) -> None:
    """Create what is missing. An index that is there keeps its spec. Inside a write transaction."""
    ensure_manifest(db)
    for one in physicals(db):
        _adapt(one)
    if not run(db, "SELECT 1 FROM physical WHERE live = 1"):
        made = create(db, spec)
        db.execute("UPDATE physical SET live = 1 WHERE number = ?", (made.number,))


def _adapt(physical: Physical) -> None:
    """What an index from before lacks: the columns of context and language, which chunks that come have; columns and
    table for the terms of one from before there was an analyzer, which are filled later.
    """
    columns = physical.run("SELECT name FROM pragma_table_info('@chunks')")
    for name in ("context", "language"):
        if (name,) not in columns:
            physical.run(f"ALTER TABLE @chunks ADD COLUMN {name} TEXT NOT NULL DEFAULT ''")
    physical.run(LANGUAGES)
    if physical.inherited and ("analyzer",) not in columns:
        physical.run("ALTER TABLE @chunks ADD COLUMN text TEXT")
        physical.run("ALTER TABLE @chunks ADD COLUMN analyzer INTEGER NOT NULL DEFAULT 0")
        physical.run(TERMS)


def create(db: apsw.Connection, spec: IndexSpec) -> Physical:
    """A new physical index, empty and not live."""
    db.execute("INSERT INTO physical (fingerprint, spec) VALUES (?, ?)", (spec.fingerprint, _dumps(spec)))
    made = Physical(db, db.last_insert_rowid(), spec)
    made.run(PHYSICAL.replace("%dimensions%", str(int(spec.dimensions))))
    return made


def live(db: apsw.Connection) -> Physical:
    """The physical index that answers. Raises ``IndexUnavailable`` where none was made."""
    for number, spec in run(db, "SELECT number, spec FROM physical WHERE live = 1"):
        return Physical(db, number, _loads(spec))
    raise IndexUnavailable("The index has not been created yet.")


def physicals(db: apsw.Connection) -> list[Physical]:
    """All of them, oldest first."""
    found = run(db, "SELECT number, spec FROM physical ORDER BY number")
    return [Physical(db, number, _loads(spec)) for number, spec in found]


def keep_spec(physical: Physical, spec: IndexSpec) -> None:
    """Replace the spec of a physical index."""
    run(physical.db, "UPDATE physical SET spec = ? WHERE number = ?", (_dumps(spec), physical.number))


def _dumps(spec: IndexSpec) -> str:
    return json.dumps(asdict(spec), default=dict)


def _loads(text: str) -> IndexSpec:
    return IndexSpec(**{"analyzer": 0, "layout": 1, **json.loads(text)})
