"""First questions to ask a chatbot."""

from webapp.documents.suggestions import _chosen


def test_documents_take_turns() -> None:
    """One of each before a second of any; each once; four at most."""
    assert _chosen([["a", "b", "c"], ["a", "d"], [], ["e", "f", "g"]]) == ("a", "e", "b", "d")
