"""Which store the settings name."""

from contextlib import closing
from pathlib import Path

from pipelines.assembly.stores import open_index
from pipelines.index.opensearch.store import OpenSearchIndex
from pipelines.index.sqlite import SQLiteIndex
from pipelines.settings import PipelineSettings


def test_the_embedded_index_is_the_default(tmp_path: Path) -> None:
    """Opening writes nothing: the file is made by ``ensure``."""
    with closing(open_index(PipelineSettings(data_dir=tmp_path, opensearch_url=None))) as index:
        assert isinstance(index, SQLiteIndex)
    assert list(tmp_path.iterdir()) == []


def test_opensearch_where_its_url_is_set(tmp_path: Path) -> None:
    """Opening does not connect: nobody listens there."""
    with closing(open_index(PipelineSettings(data_dir=tmp_path, opensearch_url="http://127.0.0.1:9"))) as index:
        assert isinstance(index, OpenSearchIndex)
