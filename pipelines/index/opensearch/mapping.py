"""What the OpenSearch indexes are called and how they are built: explicit, strict, created with their alias."""

import re
from typing import Any

from pipelines.types import IndexSpec

Json = dict[str, Any]

# Quoted, shown or compared, never searched: kept in ``_source`` only.
_KEPT = {"type": "keyword", "index": False, "doc_values": False}
_NUMBER = {"type": "integer", "index": False, "doc_values": False}
_KEY = {"type": "keyword"}
_MOMENT = {"type": "date"}
# All terms of a chunk in one field, those of title and heading twice: BM25F with their weight 2 (Robertson, Zaragoza,
# Taylor 2004) at the price of one field; 2.x has no ``combined_fields`` query. ``pipelines.text`` makes them, here they
# are only split at spaces. They come in by ``head``, which ``_source`` leaves out: the name is that of the field which
# indexes from before there was an analyzer leave out, and what ``_source`` leaves out cannot be changed later.
_TERMS = {
    "terms": {"type": "text", "analyzer": "whitespace"},
    "head": {"type": "text", "index": False, "copy_to": ["terms"]},
    "analyzer": {"type": "integer"},
}
# What a chunk is understood by, and its language; indexes from before there were any get them when next opened.
ADDED: Json = {"context": {"type": "text", "index": False}, "language": _KEY}
# Manifests from before documents could hold others, or told encoding, author and language, get these when next opened.
LATER: Json = {"parent_id": _KEY, "encoding": _KEPT, "about": {"type": "object", "enabled": False}, "language": _KEY}
# Where filling the next index is: one row of the manifest's index, which its lists leave out.
FILLING: Json = {"_id": "filling", "routing": "filling"}
# Beside it what names that which searches find: one row of each organisation.
STATE: Json = {name: {"type": "object", "enabled": False} for name in ("filling", "generation")}
# And the hash of bytes in a form that is found; rows without one say so, or it would not be known who has got it.
NO_HASH = "-"
HASHES: Json = {"wanted_hash": {**_KEPT, "fields": {"same": {"type": "keyword", "null_value": NO_HASH}}}}
# Bytes as they were first kept cannot be summed up.
SIZES: Json = {"bytes": {"type": "long", "index": False, "doc_values": False, "fields": {"sum": {"type": "long"}}}}
_SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}


class Names:
    """The names of one installation's indexes and aliases."""

    def __init__(self, prefix: str) -> None:
        self.documents = f"{prefix}-documents"
        self.chunks = f"{prefix}-chunks"

    def physical(self, spec: IndexSpec, number: int) -> str:
        """The n-th physical index of a fingerprint."""
        return f"{self.chunks}-{re.sub(r'[^a-z0-9]', '-', spec.fingerprint.lower())[:64]}-{number}"


def documents_body(alias: str) -> Json:
    """The manifest. ``find`` is uri and title, case folded, for ``list(q=…)``; rows of ``mean`` are in no list."""
    properties = {
        **dict.fromkeys(("document_id", "org_id", "source_id", "uri", "status"), _KEY),
        **LATER,
        **STATE,
        **HASHES,
        **SIZES,
        "find": {"type": "keyword", "doc_values": False},
        **dict.fromkeys(("title", "mime", "content_hash", "etag", "last_modified"), _KEPT),
        **dict.fromkeys(("live_version", "pending_version", "lease_run"), _KEPT),
        **dict.fromkeys(("listed_at", "indexed_at", "deleted_at"), _KEPT),
        **dict.fromkeys(("updated_at", "lease_until"), _MOMENT),
        **dict.fromkeys(("page_count", "chunk_count"), _NUMBER),
        "tombstone": {"type": "boolean"},
        "error": {"type": "object", "enabled": False},
        "mean": {"type": "binary"},
    }
    return _body(alias, {"dynamic": "strict", "_routing": {"required": True}, "properties": properties}, {})


def chunks_body(alias: str | None, spec: IndexSpec) -> Json:
    """A physical index of chunks, which keeps the spec it was built with.

    ``vector`` is the embedding's float16 values in base64: it stands in for ``embedding``, which is not in
    ``_source``, so that the cosine of every hit is known and vectors can be reused.
    """
    properties = {
        **dict.fromkeys(("org_id", "source_id", "document_id", "text_key", "text_hash"), _KEY),
        **dict.fromkeys(("chunk_id", "version", "title", "heading", "meta"), _KEPT),
        "ordinal": {"type": "integer"},
        **dict.fromkeys(("page", "start", "end"), _NUMBER),
        "text": {"type": "text", "index": False},
        **ADDED,
        **_TERMS,
        "vector": {"type": "binary"},
        "embedding": {
            "type": "knn_vector",
            "dimension": spec.dimensions,
            "method": {"name": "hnsw", "engine": "lucene", "space_type": "cosinesimil"},
        },
    }
    mapping = {
        "dynamic": "strict",
        "_routing": {"required": True},
        "_source": {"excludes": ["embedding", "head"]},
        "_meta": {"spec": spec_json(spec)},
        "properties": properties,
    }
    # ``publish`` refreshes when a batch is written: the periodic refresh would only cut it into small segments.
    # A small graph is made of a batch and merging makes it anew: with a lower floor ten more of them may lie there.
    settings = {"knn": True, "refresh_interval": "30s", "merge.policy.floor_segment": "256kb"}
    return _body(alias, mapping, settings)


def later_fields(properties: Json) -> Json:
    """The fields that a manifest from before lacks."""
    missing = {name: field for name, field in {**LATER, **STATE}.items() if name not in properties}
    inner = {name: field for name, field in {**HASHES, **SIZES}.items() if "fields" not in properties[name]}
    return missing | inner


def is_inherited(mapping: Json) -> bool:
    """Whether an index is from before there was an analyzer and has not got today's fields yet."""
    return "terms" not in mapping["mappings"]["properties"]


def lacking(mapping: Json) -> Json:
    """The fields of chunks that an index from before lacks."""
    return {name: field for name, field in ADDED.items() if name not in mapping["mappings"]["properties"]}


def inherited_changes() -> Json:
    """The fields that such an index's mapping gets; its own field of words is left without new ones."""
    return {"text": {"type": "text", "index": False}, **_TERMS}


def spec_json(spec: IndexSpec) -> Json:
    """A spec as plain JSON."""
    return {
        "fingerprint": spec.fingerprint,
        "splitter": dict(spec.splitter),
        "embedder": dict(spec.embedder),
        "dimensions": spec.dimensions,
        "alpha": spec.alpha,
        "analyzer": spec.analyzer,
        "layout": spec.layout,
    }


def spec_of(mapping: Json) -> IndexSpec:
    """The spec that a physical index was built with."""
    return IndexSpec(**{"analyzer": 0, "layout": 1, **mapping["mappings"]["_meta"]["spec"]})


def _body(alias: str | None, mapping: Json, settings: Json) -> Json:
    # With ``is_write_index`` a second index under the alias is refused: two programs that ensure at once stay one.
    aliases = {"aliases": {alias: {"is_write_index": True}}} if alias else {}
    return {**aliases, "settings": {"index": {**_SETTINGS, **settings}}, "mappings": mapping}
