"""Which store holds the index."""

from pipelines.index.protocol import Store
from pipelines.settings import PipelineSettings


def open_index(settings: PipelineSettings) -> Store:
    """OpenSearch where its URL is set, else the embedded SQLite file. Does not connect and does not ``ensure``."""
    if settings.opensearch_url:
        from pipelines.index.opensearch.store import OpenSearchIndex

        return OpenSearchIndex(settings.opensearch_url, settings.index_prefix)
    from pipelines.index.sqlite import SQLiteIndex

    return SQLiteIndex(settings.index_path)
