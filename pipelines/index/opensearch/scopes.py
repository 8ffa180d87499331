"""The filters of a scope."""

from collections.abc import Collection, Iterable
from typing import Any

from pipelines.types import Scope

Json = dict[str, Any]


def scope_filter(scope: Scope, dead: Iterable[str] = ()) -> Json:
    """The filter of a scope's sources."""
    must: list[Json] = [{"term": {"org_id": scope.org_id}}, {"terms": {"source_id": sorted(scope.source_ids)}}]
    gone = sorted(dead)
    return {"bool": {"filter": must, **({"must_not": [{"terms": {"text_key": gone}}]} if gone else {})}}


def search_filter(scope: Scope, dead: Iterable[str] = ()) -> Json:
    """The filter that is inside every branch: the scope's sources and, where it names some, documents and languages."""
    made = scope_filter(scope, dead)
    if scope.documents is not None:
        made["bool"]["filter"].append({"terms": {"document_id": sorted(scope.documents)}})
    if scope.languages is not None:
        made["bool"]["filter"].append(in_languages(scope.languages))
    return made


def in_languages(languages: Collection[str]) -> Json:
    """Rows or chunks in one of some languages; one that nobody knows is not written down."""
    ways: list[Json] = [{"terms": {"language": sorted(filter(None, languages))}}]
    if "" in languages:
        ways.append({"bool": {"must_not": [{"exists": {"field": "language"}}]}})
    return {"bool": {"should": ways, "minimum_should_match": 1}}
