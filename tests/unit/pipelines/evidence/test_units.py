"""Sentences of a passage, as they are ranked and quoted."""

from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.evidence.units import PassageUnits
from pipelines.questions import Passage


def passage(text: str) -> Passage:
    where = {"document_id": "d", "version": "v", "source_id": "s", "org_id": "o", "title": "Ids", "uri": "ids.md"}
    return Passage(
        **where, heading=(), page=None, start=7, end=7 + len(text), text=text, score=1, bm25=None, cosine=None
    )


def test_a_label_is_quoted_with_what_it_labels() -> None:
    """A definition list's term and its meaning are one unit, at exact offsets."""
    text = "The ids are these.\n\n65534:\n\nUser nobody. It has no home.\n\n65535:"
    units = PassageUnits(WordLlamaEmbedder()).of(passage(text))
    assert units.texts == ("The ids are these.", "65534:\n\nUser nobody.", "It has no home.", "65535:")
    assert [text[start - 7 : end - 7] for start, end in units.spans] == list(units.texts)
