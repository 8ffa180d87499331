"""What is said when there is no answer: what happened and what to do, in plain words."""

from collections.abc import Sequence

NOTHING = (
    "I found nothing about this in the sources of this chatbot. Try other words, or add a document that covers it."
)
CLOSEST = (
    "I am not sure enough to call this an answer. These are the closest passages: one of them may hold it. "
    "Open them, or ask more precisely."
)
LANGUAGES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "other": "this language"}
FOREIGN = "I found no answer to your question in {asked}: the documents of this chatbot are in {languages}. {please}"
PLEASE, PLEASE_OTHER = "Please ask in {languages}.", "Please ask in theirs."
FOREIGN_CLOSEST = "These are the closest passages: one of them may hold it."
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


def nothing(foreign: str | None, languages: Sequence[str] = ()) -> str:
    """What is said where nothing was found; ``foreign``: the question's language, where no document is in it;
    ``languages``: those that documents are in, as far as is known.
    """
    if foreign not in LANGUAGES:
        return NOTHING
    known = " and ".join(LANGUAGES[one] for one in languages[:2])
    please = PLEASE.format(languages=known.replace(" and ", " or ")) if known else PLEASE_OTHER
    return FOREIGN.format(asked=LANGUAGES[foreign], languages=known or "another language", please=please)


def closest_foreign(foreign: str, languages: Sequence[str]) -> str:
    """What is said over the closest passages to a question in a language that no document is in."""
    return f"{nothing(foreign, languages)} {FOREIGN_CLOSEST}"


def closest(missing: Sequence[str]) -> str:
    """What is said over the closest passages; ``missing``: names and numbers of the question that none of them has."""
    return MISSING.format(names=" or ".join(f"“{name}”" for name in missing[:3])) if missing else CLOSEST
