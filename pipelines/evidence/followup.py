"""A follow-up question made to stand alone without a model: what it leaves unsaid is in the turn before."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.evidence.tongues.telling import tongue, tongue_of
from pipelines.evidence.words import WORD, asked, base, based, common, content_stems, filled, generic, stem, unspaced
from pipelines.questions import Passage, Shared, Turn
from pipelines.text.analyzer import words
from pipelines.text.brief import brief
from pipelines.text.folding import fold

# Tried where a run of such signs begins only.
WRITTEN = re.compile(r"(?<![\w'’-])[\w'’-]*\w")
MOST_WORDS = 12
MOST_TURNS = 6
FRAGMENT_WORDS = 4
# Signs of an answer that is pointed back to.
MOST_SAID = 2_000
CARRIED = 0.5
# The share of what was said before that a passage must hold to be where it came from.
SAID = 0.6
_REFERS = re.compile(
    r"\b(?:it|its|they|them|their|theirs|this|these|those|he|him|his|she|her|hers|former|latter|aforementioned)\b"
    r"|\b(?:about|of|for|with|like|do|is|was|below|above|before|after) that\b|\bthat (?:one|too|amount|case)\b"
    r"|\b(?:there|then|that)\s*[?.!]?\s*$|\b(?:the )?others?\b(?= pay| cost| do| get|\?)"
    r"|^\s*(?:and|but|or|also|what about|how about|what else|anything else|more|und|et|y|e)\b"
    r"|\b(?:sie|er|ihn|ihm|dazu|davon|dafür|elle|ils|elles|ellos|ellas)\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    r"^\s*(?:and|but|or|what about|how about|and what about|und|und was ist mit|et|et pour|y|y para)"
    r"\s+(?P<rest>[^?!.]+)[?!.\s]*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:who|what|which|when|where|why|how|is|are|was|were|do|does|did|can|may|must|if)\b"
    r"|\b(?:wer|was|wann|wo|wie|qui|quand|quien)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?:in|at|on|for|from|to|with|without|by|under|after|before|during|of)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standalone(Shared):
    """A question that stands alone: ``text`` is searched, ``typed`` was typed.

    ``own`` is what of the text is the question's own; ``carried`` the words that came from the question before it,
    ``previous``; ``said`` what was answered there. ``fragment``: what stands in for a part of the previous question
    ("and films?"). ``mended``: (typed, searched) of words that were repaired. ``foreign``: the
    question's language, where no document is in it, and ``languages`` those of the documents. ``others``: stems that
    may be meant as well by one that is searched. All of it is for *explain*.
    """

    typed: str
    text: str
    own: str
    carried: tuple[str, ...] = ()
    previous: str | None = None
    said: str = ""
    fragment: str | None = None
    mended: tuple[tuple[str, str], ...] = ()
    foreign: str | None = None
    languages: tuple[str, ...] = ()
    others: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language of what is searched, which its stems are of."""
        return tongue_of(self.text)

    def shares(self) -> dict[str, float]:
        """What carried stems count, of 1."""
        language = self.language
        own = based(content_stems(self.own, language), language)
        carried = (base(stem(part, language), language) for word in self.carried for part in words(word))
        return {one: CARRIED for one in carried if one not in own}

    def documents(self, passages: Sequence[Passage]) -> frozenset[str]:
        """Documents of these that the answer before was from, where the question points back."""
        language = self.language
        told = content_stems(self.said, language) if self.carried else frozenset[str]()
        if len(told) < 2:
            return frozenset()
        shares = {one.document_id: len(told & content_stems(one.text, language)) / len(told) for one in passages}
        return frozenset(name for name, share in shares.items() if share >= SAID)


def alone(text: str) -> Standalone:
    """A question that needs nothing from before."""
    return Standalone(text, text, text)


def standalone(question: str, history: Sequence[Turn]) -> Standalone:
    """The question; if it points back (a pronoun, "and …", hardly a word of its own) with what the person asked before.

    "And X?" takes the place of the phrase with the same preposition, else it is added to the question before.
    """
    turns = [at for at, turn in enumerate(history) if turn.role == "user" and turn.content.strip()]
    if not turns:
        return alone(question)
    language = tongue_of(question)
    own = content_stems(question, language)
    if not _refers(question) and (len(own) > 1 or (own and (unspaced(language) or not _short(question)))):
        return alone(question)
    earlier = history[max(0, len(history) - 2 * MOST_TURNS) : turns[-1]]
    before = standalone(brief(history[turns[-1]].content), earlier).text
    said = brief("\n".join(turn.content for turn in history[turns[-1] + 1 :]), MOST_SAID, 0)
    fragment = _fragment(question)
    if fragment is not None and (text := _in_place(fragment, before)) is not None:
        kept = tuple(word for word in _content(before) if word in text)
        return Standalone(question, text, fragment, kept, before, said, fragment)
    carried = _carried(question, before)
    text = " ".join([question, *carried]).strip()
    return Standalone(question, text, fragment or question, carried, before, said, fragment)


def own_share(turned: Standalone, near: frozenset[str], weights: Mapping[str, float]) -> float:
    """How much of a follow-up's own words stand where the answer is: words borrowed from the question before would
    else vouch for any answer. 1 for a question that stands alone or has no words of its own.
    """
    language = turned.language
    said = {one: weights[one] for one in based(content_stems(turned.own, language), language) if one in weights}
    # "And when is it decided by somebody else": a word that says little vouches for nothing, there or not.
    own = {one: weight for one, weight in said.items() if one not in generic(language) | common(language)} or said
    if not turned.carried or not own:
        return 1.0
    return sum(weight for one, weight in own.items() if one in near) / sum(own.values())


def _refers(question: str) -> bool:
    known = tongue(question)
    if known is not None and known.referring is not None and known.referring.search(fold(question)):
        return True
    return _REFERS.search(question) is not None


def _short(question: str) -> bool:
    return len(WORD.findall(question)) <= FRAGMENT_WORDS


def _fragment(question: str) -> str | None:
    found = _FRAGMENT.match(question)
    rest = found["rest"].strip() if found else ""
    return rest if rest and len(rest.split()) <= FRAGMENT_WORDS and not _ASKS.search(rest) else None


def _in_place(fragment: str, before: str) -> str | None:
    """The question before with this in place of its phrase with the same preposition."""
    preposition = _PREPOSITION.match(fragment)
    if preposition is None:
        return None
    phrase = re.compile(rf"\b{preposition.group()}\s+(?:the |a |an )?[\w-]+(?:\s+(?-i:[A-Z])[\w-]+)*", re.IGNORECASE)
    spans = list(phrase.finditer(before))
    return f"{before[: spans[-1].start()]}{fragment}{before[spans[-1].end() :]}" if spans else None


def _carried(question: str, before: str) -> tuple[str, ...]:
    language = tongue_of(before)
    own = asked(question, language).words
    kept = (word for word in _content(before) if base(stem(fold(word), language), language) not in own)
    return tuple(kept)[:MOST_WORDS]


def _content(text: str) -> tuple[str, ...]:
    """The content words as they were written: names keep their capitals."""
    read = asked(text)
    language = read.language
    wanted = read.words.keys() | {stem(word, language) for word in read.words.values()}
    said = WRITTEN.findall(filled(text, language))
    return tuple(dict.fromkeys(word for word in said if content_stems(word, language) & wanted))
