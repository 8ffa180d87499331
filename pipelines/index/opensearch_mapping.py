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
_WORDS = {"type": "text", "analyzer": "words"}
# All words of a chunk in one field, those of title and heading twice: BM25F with their weight 2 (Robertson, Zaragoza,
# Taylor 2004) at the price of one field; 2.x has no ``combined_fields`` query.
_COPIED = {"type": "text", "index": False, "copy_to": ["words"]}
_COPIED_TWICE = {"type": "text", "index": False, "copy_to": ["words", "words"]}

# Letters and digits are words and everything else stands between them, as in ``question.parse``: the standard
# tokenizer alone would keep "foo_bar", "3.5" and "O'Brien" whole.
_JOINERS = "_.,:;'‘’·․‿⁀⁔﹒＇．，；：＿"
# English analysis without its list of stop words: they are left out of questions, so one of them alone can be found.
_ANALYSIS = {
    "char_filter": {"apart": {"type": "mapping", "mappings": [rf"{one} => \u0020" for one in _JOINERS]}},
    "analyzer": {
        "words": {
            "type": "custom",
            "char_filter": ["apart"],
            "tokenizer": "standard",
            "filter": ["lowercase", "asciifolding", "porter_stem"],
        }
    },
}
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
        "find": {"type": "keyword", "doc_values": False},
        **dict.fromkeys(("title", "mime", "wanted_hash", "content_hash", "etag", "last_modified"), _KEPT),
        **dict.fromkeys(("live_version", "pending_version", "lease_run"), _KEPT),
        **dict.fromkeys(("listed_at", "indexed_at", "deleted_at"), _KEPT),
        **dict.fromkeys(("updated_at", "lease_until"), _MOMENT),
        "bytes": {"type": "long", "index": False, "doc_values": False},
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
        "words": _WORDS,
        "text": _COPIED,
        # Title and heading path, each once: a document's first heading is often its title.
        "head": _COPIED_TWICE,
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
    return _body(alias, mapping, {"knn": True, "refresh_interval": "30s", "analysis": _ANALYSIS})


def spec_json(spec: IndexSpec) -> Json:
    """A spec as plain JSON."""
    return {
        "fingerprint": spec.fingerprint,
        "splitter": dict(spec.splitter),
        "embedder": dict(spec.embedder),
        "dimensions": spec.dimensions,
        "alpha": spec.alpha,
    }


def spec_of(mapping: Json) -> IndexSpec:
    """The spec that a physical index was built with."""
    return IndexSpec(**mapping["mappings"]["_meta"]["spec"])


def _body(alias: str | None, mapping: Json, settings: Json) -> Json:
    # With ``is_write_index`` a second index under the alias is refused: two programs that ensure at once stay one.
    aliases = {"aliases": {alias: {"is_write_index": True}}} if alias else {}
    return {**aliases, "settings": {"index": {**_SETTINGS, **settings}}, "mappings": mapping}
