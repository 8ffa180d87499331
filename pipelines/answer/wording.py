"""What is said when there is no answer: what happened and what to do, in plain words."""

from collections.abc import Sequence

NOTHING = (
    "I found nothing about this in the sources of this chatbot. Try other words, or add a document that covers it."
)
CLOSEST = (
    "I am not sure enough to call this an answer. These are the closest passages: one of them may hold it. "
    "Open them, or ask more precisely."
)
LANGUAGES = {"de": "German", "fr": "French", "es": "Spanish"}
FOREIGN = (
    "I found no answer to your question in {language}: the documents of this chatbot are in another language. "
    "Please ask in theirs."
)
MISSING = (
    "I am not sure enough to call this an answer: the passage that comes closest does not mention {names}. These are "
    "the closest passages."
)
NO_SOURCES = "This chatbot has no source that I may quote yet. Add a source, or make one citable, and ask again."
NO_QUESTION = "Please ask something in words: there was no letter or digit in your question."
NO_INDEX = "I could not search just now because the index does not answer. Please try again in a moment."
NO_TEXT = "I found passages about this, but their texts cannot be read just now. Please try again in a moment."

BROKEN_OFF = "(The model stopped in the middle of its answer; what stands above is not complete.)"
CUT_OFF = "(The model reached its limit of words; what stands above is not complete.)"
FILTERED = "(The model's provider withheld the rest of this answer.)"
TOO_LONG = "(The answer was cut here, because it became too long.)"

REFUSAL = "NO_ANSWER"


def nothing(foreign: str | None) -> str:
    """What is said where nothing was found; ``foreign``: the question's language, where no document is in it."""
    return FOREIGN.format(language=LANGUAGES[foreign]) if foreign in LANGUAGES else NOTHING


def closest(missing: Sequence[str]) -> str:
    """What is said over the closest passages; ``missing``: names and numbers of the question that none of them has."""
    return MISSING.format(names=" or ".join(f"“{name}”" for name in missing[:3])) if missing else CLOSEST
