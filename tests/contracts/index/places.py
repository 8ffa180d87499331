"""Where a test's own, empty store is, in a form that a child process can be told."""

import socket
import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipelines.index.protocol import Index

STORES = ("sqlite", "opensearch")


@dataclass(frozen=True)
class Place:
    """A store, its file or URL, and the prefix of its indexes."""

    store: str
    location: str
    prefix: str

    def open(self) -> Index:
        """Another instance on the same place."""
        if self.store == "sqlite":
            from pipelines.index.sqlite import SQLiteIndex

            return SQLiteIndex(Path(self.location))
        from pipelines.index.opensearch.store import OpenSearchIndex

        return OpenSearchIndex(self.location, self.prefix)

    def clear(self) -> None:
        """Remove what it left on a server that others use."""
        if self.store == "opensearch":
            from opensearchpy import OpenSearch

            with closing(OpenSearch(self.location, timeout=30)) as client:
                for row in client.cat.indices(index=f"{self.prefix}-*", format="json"):
                    client.indices.delete(index=row["index"])


def empty(store: str, folder: Path, opensearch_url: Callable[[], str]) -> Place:
    """A place that nobody else uses."""
    if store == "sqlite":
        return Place(store, str(folder / "index.sqlite"), "refdesk")
    return Place(store, opensearch_url(), f"t{uuid.uuid4().hex[:12]}")


def unreachable(store: str, folder: Path) -> Place:
    """A place that cannot work: a file inside a file, a port where nobody listens."""
    if store == "sqlite":
        (folder / "file").write_text("in the way")
        return Place(store, str(folder / "file" / "index.sqlite"), "refdesk")
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    return Place(store, f"http://127.0.0.1:{port}", "refdesk")
