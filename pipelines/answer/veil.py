"""Whether a model is shown personal data."""

from pipelines.personal.placeholders import Placeholders
from pipelines.questions import Question


def veil_for(question: Question) -> Placeholders | None:
    """The placeholders of an answer; None where the model may see everything.

    What is left out of an answer is kept from the model, too: it comes back as it was, is judged and proven so, and is
    masked then.
    """
    return Placeholders() if question.pii in ("placeholders", "redact", "block") else None
