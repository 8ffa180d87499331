"""From the context of an answer to the gate that its text passes."""

import re
from collections.abc import Callable, Sequence

import structlog

from pipelines.answer.privacy.gate import PrivacyGate
from pipelines.answer.privacy.holdings import Holdings
from pipelines.answer.privacy.probing import confirms, guesses
from pipelines.answer.privacy.signs import runs, said
from pipelines.answer.privacy_filter import citable
from pipelines.errors import IndexTimeout, IndexUnavailable
from pipelines.evidence.claims.ledger import Ledger
from pipelines.evidence.values import Context, Likeness
from pipelines.evidence.vocabulary import Vocabulary
from pipelines.questions import Passage, Question

_MARK = re.compile(r"\s?\[\d{1,3}\]")
log = structlog.get_logger()


def guard(
    context: Context, question: Question, *, vocabulary: Vocabulary, ledger: Ledger, likeness: Likeness
) -> PrivacyGate:
    """A gate that leaves out what stands in the context's private passages alone, and what would confirm a guess."""
    lexicon = _lexicon(question, vocabulary)
    told = [passage.said for passage in context.passages] + [above.header for above in context.above]
    holdings = Holdings(
        [passage.text for passage in context.private],
        [name for passage in context.private for name in _names(passage)],
        [*told, question.whole, question.instructions],
        lexicon=lexicon,
        likeness=likeness,
    )
    citable_words = frozenset(word for text in told for word in (*said(text), *runs(text)))
    asked = guesses(question.whole, lambda word: word in citable_words or lexicon(word))

    def backed(one: str) -> bool:
        return ledger.judge(one, (), context.passages, question=question.text).backed

    before = "\n".join(turn.content for turn in question.history if turn.role == "assistant")
    return PrivacyGate(holdings, lambda sentence: confirms(sentence, asked, backed), told=_bare(before))


def _bare(text: str) -> str:
    """Without marks of citations, which stand between words and mean none."""
    return _MARK.sub("", text)


def _names(passage: Passage) -> Sequence[str]:
    """What a document is called: its title, its address, the name and the stem of its file."""
    file = passage.uri.rstrip("/").rsplit("/", 1)[-1]
    return passage.title, passage.uri, file, file.rsplit(".", 1)[0]


def _lexicon(question: Question, vocabulary: Vocabulary) -> Callable[[str], bool]:
    """Whether a folded word stands in a document that may be quoted; without an index nobody knows, and none does."""
    try:
        return vocabulary.of(citable(question.scope, question.visibility)).counts.__contains__
    except (IndexUnavailable, IndexTimeout) as failed:
        log.warning("vocabulary_unavailable", code=failed.code)
        return frozenset[str]().__contains__
