"""A follow-up question finds what the question before it was about, without a model."""

import pytest

from pipelines.evidence.followup import alone, own_share, standalone
from pipelines.questions import Passage, Turn

HISTORY = (Turn("user", "How long are books lent?"), Turn("assistant", "Four weeks, in Rome and elsewhere [1]."))
TRAVEL = (Turn("user", "What is the hotel limit in Paris?"), Turn("assistant", "180"))


@pytest.mark.parametrize("question", ["Can they be renewed?", "And films?", "What about Saturdays?", "Why?", "films?"])
def test_what_points_back_gets_the_words_before(question: str) -> None:
    """Pronouns, "and …" and hardly a word of its own: the person's last content words are added, the answer's not."""
    turned = standalone(question, HISTORY)
    assert turned.text == f"{question} books lent"
    assert (turned.carried, turned.typed) == (("books", "lent"), question)
    assert turned.shares() == {"book": 0.5, "lend": 0.5}


def test_a_phrase_takes_the_place_of_the_one_before() -> None:
    """With the same preposition."""
    turned = standalone("and in New York?", TRAVEL)
    assert turned.text == "What is the hotel limit in New York?"
    assert (turned.fragment, turned.previous) == ("in New York", "What is the hotel limit in Paris?")


def test_a_chain_is_followed() -> None:
    """Each question stands on the one before it."""
    history = (Turn("user", "Which kiln do we have?"), Turn("assistant", "x"), Turn("user", "When was it bought?"))
    assert "kiln" in standalone("How much did it cost?", (*history, Turn("assistant", "y"))).text


def test_what_stands_alone_stays() -> None:
    """A full question of its own, and a first question, are searched as they are."""
    for full in (
        "Which printers stand next to the map collection?",
        "How tall is Everest?",
        "Why does the bell ring?",
        "Who built the tower that stands in Paris?",
    ):
        assert standalone(full, HISTORY) == alone(full)
    assert standalone("And films?", ()) == alone("And films?")
    assert standalone("And films?", (Turn("assistant", "Welcome!"),)) == alone("And films?")


def test_own_words_must_be_where_the_answer_is() -> None:
    """Borrowed words vouch for nothing."""
    turned = standalone("Can they be renewed?", HISTORY)
    weights = {"renew": 2.0, "book": 1.0, "lend": 1.0}
    assert own_share(turned, frozenset({"book", "lend"}), weights) == 0.0
    assert own_share(turned, frozenset({"renew"}), weights) == 1.0
    assert own_share(alone("Can books be renewed?"), frozenset(), weights) == 1.0


def test_the_document_of_the_answer_before_is_known_by_what_was_said() -> None:
    """Of these passages the one that holds it."""

    def passage(name: str, text: str) -> Passage:
        return Passage(name, "v", "s", "o", "t", "u", (), None, 0, len(text), text, 1.0, None, None)

    passages = [passage("a", "Loans last four weeks in Rome and elsewhere."), passage("b", "Films are lent too.")]
    assert standalone("And films?", HISTORY).documents(passages) == {"a"}
    assert alone("Films?").documents(passages) == frozenset()
