"""LlamaIndex: its directory reader, its sentence splitter, its vector store on OpenSearch."""

from typing import Any

from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.vector_stores.opensearch import OpensearchVectorClient, OpensearchVectorStore

from tests.bench.ingest.peers.static import BATCH, DIMENSIONS, Load, Static, run


class _Embeddings(BaseEmbedding):  # type: ignore[misc]
    embed: Any

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self.embed(texts)
        return vectors

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embeddings([query])[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embeddings([query])[0]


def load(what: Load, embed: Static) -> int:
    """Read, split, write, refresh."""
    method = {"name": "hnsw", "engine": "lucene", "space_type": "cosinesimil"}
    client = OpensearchVectorClient(what.url, what.index, DIMENSIONS, method=method, engine="lucene")
    storage = StorageContext.from_defaults(vector_store=OpensearchVectorStore(client))
    documents = SimpleDirectoryReader(input_files=what.files).load_data()
    nodes = SentenceSplitter(chunk_size=256, chunk_overlap=0).get_nodes_from_documents(documents)
    VectorStoreIndex(
        nodes,
        storage_context=storage,
        embed_model=_Embeddings(embed=embed, embed_batch_size=BATCH),
        insert_batch_size=BATCH,
    )
    client._os_client.indices.refresh(index=what.index)
    return len(nodes)


if __name__ == "__main__":
    run(load)
