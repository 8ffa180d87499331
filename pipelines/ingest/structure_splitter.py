"""Texts to chunks, along their structure."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from haystack import component

from pipelines.assembly.parts import WithParts
from pipelines.cutting.cut import pieces_of
from pipelines.cutting.splitting import Piece, Rules
from pipelines.index.protocol import Index
from pipelines.ingest.batch import Batch, Prepared, Refused
from pipelines.types import Chunk, DocumentError, Status

# About ten times what a text of the usual limit (REFDESK_MAX_DOCUMENT_CHARS) can give.
MOST_CHUNKS = 50_000


@component
class StructureSplitter(WithParts):
    """Cuts every prepared document by the live index's sizes; every chunk is ``stored_text[chunk.start:chunk.end]``."""

    PARTS = ("index",)

    def __init__(self, index: Index) -> None:
        self.index = index

    @component.output_types(batch=Batch)
    def run(self, batch: Batch) -> dict[str, Batch]:
        """``batch`` with the chunks of every prepared document; one of too many is refused."""
        if not batch.prepared:
            return {"batch": batch}
        live = self.index.live()
        rules = rules_of(live.splitter)
        done = [cut(document, rules) for document in batch.prepared]
        prepared = tuple(item for item in done if isinstance(item, Prepared))
        refused = tuple(item for item in done if isinstance(item, Refused))
        return {"batch": replace(batch, prepared=prepared, refused=batch.refused + refused, space=live.fingerprint)}


def splitter_config(rules: Rules) -> dict[str, Any]:
    """What an index's spec keeps of its splitter."""
    return {"kind": "structure", **asdict(rules)}


def rules_of(config: Mapping[str, Any]) -> Rules:
    """The sizes in an index's spec: chunks of one index are cut alike, whatever today's defaults are."""
    return Rules(**{name: size for name, size in config.items() if name != "kind"})


def cut(document: Prepared, rules: Rules) -> Prepared | Refused:
    """The document with its chunks; one of too many is refused."""
    pieces = _pieces(document, rules)
    if len(pieces) > MOST_CHUNKS:
        return Refused(document.row, Status.FAILED, _too_many(len(pieces)))
    chunks = tuple(_chunk(document, piece, ordinal=n) for n, piece in enumerate(pieces))
    return replace(document, chunks=chunks, cut=None)


def _pieces(document: Prepared, rules: Rules) -> tuple[Piece, ...]:
    """Mostly they were made with the text; not of a stored one, nor where the live index was swapped meanwhile."""
    made = document.cut
    if made is not None and made.cutting.rules == rules and made.language == document.row.language:
        return made.pieces
    return pieces_of(document.text, rules, document.row.language)


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
        text_hash=_hash(row.title, text, *filter(None, [piece.context])),
        context=piece.context,
        language=piece.language,
    )


def _too_many(count: int) -> DocumentError:
    return DocumentError(
        "too_many_passages",
        f"The document is {count:,} passages long; at most {MOST_CHUNKS:,} are indexed.",
        "Split the document into smaller files and upload those.",
    )


def _hash(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
