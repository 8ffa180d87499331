"""A follow-up question made to stand alone without a model: what it leaves unsaid is in the turn before."""

import re
from collections.abc import Sequence

from pipelines.asking import Turn
from pipelines.evidence.words import asked

MOST_WORDS = 12
_REFERS = re.compile(
    r"\b(?:it|its|they|them|their|theirs|this|that|these|those|he|him|his|she|her|hers|there|then|one|ones|same|such"
    r"|former|latter|above|previous|mentioned)\b|^\s*(?:and|but|or|so|also|what about|how about|what if|why|why not"
    r"|since when|how so|for how long|until when|by whom|more|else)\b",
    re.IGNORECASE,
)
FEW = 2


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question; if it points back (a pronoun, "and …", hardly a word of its own) with the content words of the
    person's last question behind it.
    """
    before = next((turn.content for turn in reversed(history) if turn.role == "user" and turn.content.strip()), None)
    if before is None:
        return question
    own = asked(question)
    if not _REFERS.search(question) and len(own.words) > FEW:
        return question
    added = [word for stem, word in asked(before).words.items() if stem not in own.words][:MOST_WORDS]
    return f"{question} {' '.join(added)}".strip()
