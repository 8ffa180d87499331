"""Which languages an embedder knows."""

import pytest

from pipelines.embedding.languages import CHINESE, ENGLISH, known_languages

TOLD = frozenset({"de", "en"})


@pytest.mark.parametrize(
    ("kind", "model", "known"),
    [
        ("wordllama", "l2_supercat", ENGLISH),
        ("fastembed", "bge-small-en", ENGLISH),
        ("fastembed", "BAAI/bge-base-en-v1.5", ENGLISH),
        ("fastembed", "sentence-transformers/all-MiniLM-L6-v2", ENGLISH),
        ("fastembed", "/srv/models/all-minilm-l6-v2/", ENGLISH),
        ("fastembed", "bge-small-zh", CHINESE),
        ("fastembed", "BAAI/bge-m3", None),
        ("fastembed", "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2", None),
        ("fastembed", "/srv/bge-small-en/other", None),
        ("openai", "text-embedding-3-small", None),
        ("test", None, None),
    ],
)
def test_a_name_tells_or_whoever_chose_it(kind: str, model: str | None, known: frozenset[str] | None) -> None:
    """What a name says holds whatever was told: that is about another embedder."""
    config = {"kind": kind, "model": model}
    assert known_languages(config) == known
    assert known_languages(config, TOLD) == (known or TOLD)
