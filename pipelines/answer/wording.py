"""What is said when there is no answer: what happened and what to do, in plain words."""

NOTHING = (
    "I found nothing about this in the sources of this chatbot. Try other words, or add a document that covers it."
)
CLOSEST = (
    "I am not sure enough to call this an answer. These are the closest passages that I found; "
    "open them, or ask more precisely."
)
NO_SOURCES = "This chatbot has no source that I may quote yet. Add a source, or make one citable, and ask again."
NO_INDEX = "I could not search just now because the index does not answer. Please try again in a moment."
NO_TEXT = "I found passages about this, but their texts cannot be read just now. Please try again in a moment."

BROKEN_OFF = "(The model stopped in the middle of its answer; what stands above is not complete.)"
CUT_OFF = "(The model reached its limit of words; what stands above is not complete.)"
FILTERED = "(The model's provider withheld the rest of this answer.)"
TOO_LONG = "(The answer was cut here, because it became too long.)"

REFUSAL = "NO_ANSWER"
