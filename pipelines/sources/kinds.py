"""The kinds of sources that there are: a file for each, and a line here."""

from collections.abc import Mapping
from typing import Any

from pipelines.errors import PipelineError
from pipelines.sources.kind import SourceKind
from pipelines.sources.upload import UPLOAD

KINDS: Mapping[str, SourceKind[Any]] = {kind.name: kind for kind in (UPLOAD,)}


def kind_named(name: str) -> SourceKind[Any]:
    """The kind. Raises ``PipelineError`` ``unknown_source_kind``: a source that a newer release made."""
    if name not in KINDS:
        raise PipelineError(
            f"There is no kind of source called '{name}' here.",
            code="unknown_source_kind",
            action="Update this installation, or delete the source.",
        )
    return KINDS[name]
