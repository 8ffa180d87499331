"""Texts to chunks, along their structure."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from haystack import component

from pipelines.assembly.parts import WithParts
from pipelines.index.protocol import Index
from pipelines.ingest.batch import Batch, Prepared
from pipelines.ingest.splitting import Piece, Rules, split
from pipelines.types import Chunk


@component
class StructureSplitter(WithParts):
    """Cuts every prepared document by the live index's sizes; every chunk is ``stored_text[chunk.start:chunk.end]``."""

    PARTS = ("index",)

    def __init__(self, index: Index) -> None:
        self.index = index

    @component.output_types(batch=Batch)
    def run(self, batch: Batch) -> dict[str, Batch]:
        """``batch`` with the chunks of every prepared document."""
        if not batch.prepared:
            return {"batch": batch}
        rules = rules_of(self.index.live().splitter)
        return {"batch": replace(batch, prepared=tuple(_cut(document, rules) for document in batch.prepared))}


def splitter_config(rules: Rules) -> dict[str, Any]:
    """What an index's spec keeps of its splitter."""
    return {"kind": "structure", **asdict(rules)}


def rules_of(config: Mapping[str, Any]) -> Rules:
    """The sizes in an index's spec: chunks of one index are cut alike, whatever today's defaults are."""
    return Rules(**{name: size for name, size in config.items() if name != "kind"})


def _cut(document: Prepared, rules: Rules) -> Prepared:
    pieces = split(document.text, rules)
    return replace(document, chunks=tuple(_chunk(document, piece, ordinal=n) for n, piece in enumerate(pieces)))


def _chunk(document: Prepared, piece: Piece, *, ordinal: int) -> Chunk:
    row, text = document.row, document.text.text[piece.start : piece.end]
    return Chunk(
        chunk_id=_hash(row.document_id, document.version, str(ordinal)),
        org_id=row.org_id,
        source_id=row.source_id,
        document_id=row.document_id,
        version=document.version,
        ordinal=ordinal,
        text=text,
        title=row.title,
        heading=piece.heading,
        page=piece.page,
        start=piece.start,
        end=piece.end,
        # Of all that is embedded, so that a reused vector is exactly what embedding again would give.
        text_hash=_hash(row.title, text),
    )


def _hash(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
