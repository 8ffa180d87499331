"""What conversations are called: by their first question, and so that two of the same one differ. Free of Flask."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.conversations.models import Conversation

LENGTH = 80
# What of the first and of the second question stands in a title of both.
FIRST, SECOND = 38, 38
MOST_ALIKE = 1_000
# Signs that turn a line around or cannot be seen: a list of titles shall read from one side.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def name(session: Session, talk: Conversation, content: str, *, renamed: str | None = None) -> None:
    """Name a conversation by its first question; one whose name was taken, by the first and the second.

    Until the second is asked a number tells it apart. A title that a person gave stays. ``renamed``: the first question
    as it was before, where this one replaces it.
    """
    if renamed and (talk.title_numbered or talk.title == title_from(renamed)):
        talk.title = None
    if talk.title is None:
        title = title_from(content)
        talk.title = _free(session, talk, title)
        talk.title_numbered = talk.title != title
    elif talk.title_numbered and renamed is None:
        first, second = title_from(talk.title.rsplit(" (", 1)[0], FIRST), title_from(content, SECOND)
        talk.title = _free(session, talk, f"{first} · {second}")
        talk.title_numbered = False


def title_from(content: str, length: int = LENGTH) -> str:
    """One line of a question, at most so many characters, cut between words."""
    line = " ".join(_UNSEEN.sub("", content).split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"


def _free(session: Session, talk: Conversation, title: str) -> str:
    """The title, or with the next number where another conversation with this chatbot has it."""
    alike = select(Conversation.title).where(
        Conversation.chatbot_id == talk.chatbot_id,
        Conversation.id != talk.id,
        Conversation.deleted_at.is_(None),
        Conversation.title.startswith(title, autoescape=True),
    )
    taken = set(session.scalars(alike.limit(MOST_ALIKE)))
    if title not in taken:
        return title
    return next(numbered for n in range(2, len(taken) + 3) if (numbered := f"{title} ({n})") not in taken)
