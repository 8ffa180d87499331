"""LangChain: its loaders, its recursive splitter, its vector store on OpenSearch."""

from langchain_community.document_loaders import PyPDFium2Loader, TextLoader
from langchain_community.vectorstores import OpenSearchVectorSearch
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from tests.bench.ingest.peers.static import BATCH, Load, Static, run


class _Embeddings(Embeddings):  # type: ignore[misc]
    def __init__(self, embed: Static) -> None:
        self._embed = embed

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._embed(texts)

    def embed_query(self, text: str) -> list[float]:
        return self._embed([text])[0]


def load(what: Load, embed: Static) -> int:
    """Read, split, write, refresh."""
    store = OpenSearchVectorSearch(what.url, what.index, _Embeddings(embed), bulk_size=BATCH)
    splitter = RecursiveCharacterTextSplitter(chunk_size=1_000, chunk_overlap=0)
    waiting, count = [], 0
    for path in what.files:
        loader = PyPDFium2Loader(str(path)) if path.suffix == ".pdf" else TextLoader(str(path))
        waiting += splitter.split_documents(loader.load())
        if len(waiting) >= BATCH:
            count += _written(store, waiting[:BATCH])
            waiting = waiting[BATCH:]
    count += _written(store, waiting)
    store.client.indices.refresh(index=what.index)
    return count


def _written(store: OpenSearchVectorSearch, documents: list) -> int:  # type: ignore[type-arg]
    return len(store.add_documents(documents, bulk_size=BATCH, engine="lucene", space_type="cosinesimil"))


if __name__ == "__main__":
    run(load)
