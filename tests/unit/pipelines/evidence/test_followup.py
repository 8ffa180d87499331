"""A follow-up question finds what the question before it was about, without a model."""

from pipelines.evidence.followup import standalone
from pipelines.questions import Turn

HISTORY = (Turn("user", "How long are books lent?"), Turn("assistant", "Four weeks, in Rome and elsewhere [1]."))


def test_what_points_back_gets_the_words_before() -> None:
    """Pronouns, "and …" and hardly a word of its own: the person's last content words are added, the answer's not."""
    for question in ("Can they be renewed?", "And films?", "What about Saturdays?", "Why?"):
        assert standalone(question, HISTORY) == f"{question} books lent"


def test_what_stands_alone_stays() -> None:
    """A full question of its own, and a first question, are searched as they are."""
    for full in (
        "Which printers stand next to the map collection?",
        "How tall is Everest?",
        "Why does the bell ring?",
        "Who built the tower that stands in Paris?",
    ):
        assert standalone(full, HISTORY) == full
    assert standalone("And films?", ()) == "And films?"
    assert standalone("And films?", (Turn("assistant", "Welcome!"),)) == "And films?"
