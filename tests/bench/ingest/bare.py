"""The bare parts, as somebody with an afternoon writes them: pypdfium2, a splitter, static vectors, one bulk writer.

No rows, no versions, no probe, no guarded children, no retries: what the engine is measured against.
"""

import argparse
import contextlib
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import apsw
import pypdfium2
import sqlite_vec
from opensearchpy import OpenSearch
from opensearchpy.helpers import streaming_bulk

from pipelines.embedding.wordllama import DIMENSIONS, WordLlamaEmbedder
from tests.bench.ingest.measured import clock, end

CHUNK_CHARS, BATCH, TOGETHER = 1_000, 500, 512

MAPPING: dict[str, Any] = {
    "settings": {"index": {"knn": True, "number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "30s"}},
    "mappings": {
        "properties": {
            "uri": {"type": "keyword"},
            "text": {"type": "text", "analyzer": "english"},
            "embedding": {
                "type": "knn_vector",
                "dimension": DIMENSIONS,
                "method": {"name": "hnsw", "engine": "lucene", "space_type": "cosinesimil"},
            },
        }
    },
}


def text_of(path: Path) -> str:
    """The text of a file."""
    if path.suffix != ".pdf":
        return path.read_text()
    book = pypdfium2.PdfDocument(path)
    try:
        return "\n\n".join(page.get_textpage().get_text_bounded() for page in book)
    finally:
        book.close()


def split(text: str) -> Iterator[str]:
    """Paragraphs packed to about 1,000 characters; a longer one is cut at lines."""
    packed = ""
    for part in (line for paragraph in text.split("\n\n") for line in _cut(paragraph)):
        if packed and len(packed) + len(part) > CHUNK_CHARS:
            yield packed
            packed = ""
        packed = f"{packed}\n\n{part}" if packed else part
    if packed.strip():
        yield packed


def _cut(paragraph: str) -> Iterator[str]:
    if len(paragraph) <= CHUNK_CHARS:
        yield paragraph
        return
    part = ""
    for line in paragraph.splitlines():
        if part and len(part) + len(line) > CHUNK_CHARS:
            yield part
            part = ""
        part = f"{part}\n{line}" if part else line
    yield part


def chunks(files: Sequence[Path], given: Path | None) -> Iterator[tuple[str, str]]:
    """(uri, text) of every chunk; ``given``: the files are read, and these chunks, a line of JSON each, are written."""
    if given is None:
        for path in files:
            for piece in split(text_of(path)):
                yield path.name, piece
        return
    for path in files:
        text_of(path)
    with given.open() as lines:
        for line in lines:
            uri, text = json.loads(line)
            yield uri, text


def embedded(pieces: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str, Any]]:
    """With their vectors, 512 at a time."""
    embedder, batch = WordLlamaEmbedder(), []
    for piece in pieces:
        batch.append(piece)
        if len(batch) == TOGETHER:
            yield from _vectors(embedder, batch)
            batch = []
    yield from _vectors(embedder, batch)


def _vectors(embedder: WordLlamaEmbedder, batch: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, Any]]:
    vectors = embedder.embed_documents([text for _, text in batch])
    for (uri, text), vector in zip(batch, vectors, strict=True):
        yield uri, text, vector


def to_opensearch(url: str, name: str, pieces: Iterator[tuple[str, str, Any]]) -> int:
    """Write with ``streaming_bulk``, then refresh. Answers how many."""
    with contextlib.closing(OpenSearch(url, timeout=60)) as client:
        actions = (
            {"_index": name, "uri": uri, "text": text, "embedding": vector.tolist()} for uri, text, vector in pieces
        )
        count = sum(1 for done, _ in streaming_bulk(client, actions, chunk_size=BATCH) if done)
        client.indices.refresh(index=name)
    return count


def to_sqlite(path: Path, pieces: Iterator[tuple[str, str, Any]]) -> int:
    """Write with apsw into FTS5 and vec0, 512 chunks a transaction. Answers how many."""
    db, count = opened(path), 0
    db.execute("BEGIN")
    for uri, text, vector in pieces:
        count += 1
        db.execute("INSERT INTO chunks VALUES (?, ?, ?, ?)", (count, uri, text, hashlib.md5(text.encode()).digest()))
        db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (count, text))
        db.execute("INSERT INTO vectors VALUES (?, ?)", (count, vector.tobytes()))
        if count % TOGETHER == 0:
            db.execute("COMMIT; BEGIN")
    db.execute("COMMIT")
    db.close()
    return count


def opened(path: Path) -> apsw.Connection:
    """An empty file with the three tables."""
    db = apsw.Connection(str(path))
    db.enable_load_extension(True)
    db.load_extension(sqlite_vec.loadable_path())
    db.execute("PRAGMA journal_mode = WAL").fetchall()
    db.execute("PRAGMA synchronous = NORMAL").fetchall()
    db.execute("CREATE TABLE chunks (id INTEGER PRIMARY KEY, uri TEXT, text TEXT, hash BLOB)")
    db.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'porter', content = '')")
    db.execute(f"CREATE VIRTUAL TABLE vectors USING vec0(id INTEGER PRIMARY KEY, v float[{DIMENSIONS}])")
    return db


def main() -> None:
    """One load."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=Path, required=True, help="a list of paths, one a line")
    parser.add_argument("--chunks", type=Path)
    parser.add_argument("--opensearch")
    parser.add_argument("--index")
    parser.add_argument("--sqlite", type=Path)
    parser.add_argument("--server", type=int, help="OpenSearch's process, whose CPU seconds count")
    given = parser.parse_args()
    files = [Path(line) for line in given.files.read_text().splitlines()]
    WordLlamaEmbedder().embed_question("warm")
    with clock(given.server) as taken:
        pieces = embedded(chunks(files, given.chunks))
        if given.opensearch:
            taken.chunks = to_opensearch(given.opensearch, given.index, pieces)
        else:
            taken.chunks = to_sqlite(given.sqlite, pieces)
    end(taken)


if __name__ == "__main__":
    main()
