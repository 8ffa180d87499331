"""Which sources may be quoted, and which may only inform (see ``privacy`` for what becomes of these)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from haystack import component, default_to_dict

from pipelines.questions import Passages, Question
from pipelines.types import Scope, Visibility


def citable(scope: Scope, visibility: Mapping[str, Visibility]) -> Scope:
    """The part of a scope that may be quoted. A source whose visibility is unknown may not."""
    kept = frozenset(source for source in scope.source_ids if visibility.get(source) is Visibility.CITABLE)
    return replace(scope, source_ids=kept)


def private(scope: Scope, visibility: Mapping[str, Visibility]) -> Scope:
    """The part of a scope that may inform only. A source whose visibility is unknown does neither."""
    kept = frozenset(source for source in scope.source_ids if visibility.get(source) is Visibility.PRIVATE)
    return replace(scope, source_ids=kept)


@component
class PrivacyFilter:
    """Drops passages of sources that may not be quoted: retrieval has left them out already, this makes sure."""

    def to_dict(self) -> dict[str, Any]:
        """It has no settings."""
        return default_to_dict(self)

    @component.output_types(passages=Passages)
    def run(self, passages: Passages, question: Question) -> dict[str, Any]:
        """The passages that may be quoted, in the same order."""
        allowed = citable(question.scope, question.visibility).source_ids
        kept = tuple(
            item for item in passages.items if item.source_id in allowed and item.org_id == question.scope.org_id
        )
        return {"passages": Passages(kept, passages.degraded)}
