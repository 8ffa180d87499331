"""A follow-up question made to stand alone without a model: what it leaves unsaid is in the turn before."""

import re
from collections.abc import Sequence

from pipelines.evidence.words import asked, content_stems
from pipelines.questions import Turn

MOST_WORDS = 12
_REFERS = re.compile(
    r"\b(?:it|its|they|them|their|theirs|this|these|those|he|him|his|she|her|hers|former|latter|aforementioned)\b"
    r"|\b(?:about|of|for|with|like|do|is|was) that\b|\bthat (?:one|too)\b|\b(?:there|then|that)\s*[?.!]?\s*$"
    r"|^\s*(?:and|but|or|also|what about|how about|what else|anything else|more)\b",
    re.IGNORECASE,
)


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question; if it points back (a pronoun, "and …", no word of its own) with the content words of the person's
    last question behind it.
    """
    before = next((turn.content for turn in reversed(history) if turn.role == "user" and turn.content.strip()), None)
    if before is None:
        return question
    own = asked(question)
    if not _REFERS.search(question) and content_stems(question):
        return question
    added = [word for stem, word in asked(before).words.items() if stem not in own.words][:MOST_WORDS]
    return f"{question} {' '.join(added)}".strip()
