"""The outside things that components share: index, storage, converter, the live index's embedder.

Given by a composition root, or opened from the settings at first use, so that a component survives
``to_dict``/``from_dict`` without carrying a connection or a secret.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from pipelines.convert.guard import Converter
from pipelines.embedding.factory import build_embedder
from pipelines.embedding.protocol import Embedder
from pipelines.index.factory import open_index
from pipelines.index.protocol import Index
from pipelines.settings import PipelineSettings
from pipelines.storage import Storage


class Resources:
    """What components reach the outside through. Shared by threads; opened once."""

    def __init__(
        self,
        settings: PipelineSettings,
        *,
        index: Index | None = None,
        storage: Storage | None = None,
        converter: Converter | None = None,
    ) -> None:
        self.settings = settings
        given = {"index": index, "storage": storage, "converter": converter}
        # cached_property reads the instance's dict first: what was given is never opened.
        self.__dict__.update({name: part for name, part in given.items() if part is not None})
        self._embedder: tuple[str, Embedder] | None = None

    @cached_property
    def index(self) -> Index:
        """The index."""
        return open_index(self.settings)

    @cached_property
    def storage(self) -> Storage:
        """Texts and uploads."""
        return Storage(self.settings.blobs)

    @cached_property
    def converter(self) -> Converter:
        """The guarded converter."""
        return Converter(self.settings)

    def live_embedder(self) -> Embedder:
        """The embedder of the index that answers now, never today's settings': those describe the next index."""
        spec = self.index.live()
        if self._embedder is None or self._embedder[0] != spec.fingerprint:
            self._embedder = (spec.fingerprint, build_embedder(spec.embedder, self.settings))
        return self._embedder[1]

    def close(self) -> None:
        """Close what was opened or given. Not used afterwards."""
        for name in ("index", "converter"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()

    def __deepcopy__(self, memo: dict[int, Any]) -> "Resources":
        """Shared on purpose: connections are not copied."""
        return self

    def to_dict(self) -> dict[str, Any]:
        """The settings without secrets."""
        return self.settings.public()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Resources":
        """Resources of those settings; secrets come from the environment again."""
        return cls(PipelineSettings(**data))
