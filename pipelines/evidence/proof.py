"""Proves citations: a quote stands, character for character, in the stored text of that version of the document."""

import re
from dataclasses import dataclass

import numpy as np

from pipelines.embedding.protocol import Embedder
from pipelines.evidence.units import PassageUnits, Units
from pipelines.evidence.values import Sentence
from pipelines.evidence.words import content_stems
from pipelines.questions import Passage
from pipelines.storage.texts import StoredTexts
from pipelines.structure.places import place_at
from pipelines.structure.rows import cited_row
from pipelines.types import Citation, Text

# Mean of the share of the statement's stems found in the sentence and their static cosine. Over two manuals all of 15
# paraphrased statements were proven with the right sentence, and 3 of 264 held against passages of other questions.
SUPPORT = 0.42
# Content words of a statement that may be read together with the question. A longer one must find its own support.
BRIEF = 4
# How much a second sentence must add to the statement's stems to be quoted too.
SECOND_ADDS = 0.2
# Words about sources, not about what they say: "according to the document …".
_TALK = content_stems("according document documents passage source answer text says states mentions information")
_QUOTED = re.compile(r"[“\"]([^“”\"]{15,})[”\"]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Prover:
    """Finds the sentences that support a statement and proves them against storage. Thread-safe.

    None means: not proven, the mark must go. That is so when the text is gone, when the passage does not stand where
    it should, when a literal quotation is not in it, and when no sentence of it supports the statement.
    """

    texts: StoredTexts
    units: PassageUnits
    static: Embedder

    def support(self, passage: Passage, statement: str, *, question: str = "") -> Citation | None:
        """The citation (without a number) of the one or two sentences in the passage that support the statement.

        A brief statement may leave its subject to the question ("It is cleared at boot"): it is also read with it.
        """
        text = self._text(passage)
        if text is None or text.text[passage.start : passage.end] != passage.text:
            return None
        if not _holds_quotations(passage.text, statement):
            return None
        units = self.units.of(passage)
        language = passage.language
        span = self._span(units, statement, language)
        if span is None and 0 < len(content_stems(statement, language)) <= BRIEF:
            span = self._span(units, f"{question} {statement}", language)
        return None if span is None else _citation(passage, text, start=span[0], end=span[1])

    def sentence(self, sentence: Sentence) -> Citation | None:
        """The citation of a sentence, if it stands in the stored text at its offsets."""
        return self._exact(sentence.passage, start=sentence.start, end=sentence.end, quote=sentence.text)

    def stretch(self, passage: Passage, start: int, end: int) -> Citation | None:
        """The citation of ``stored_text[start:end]``, if the passage stands where it should."""
        text = self._text(passage)
        if text is None or text.text[passage.start : passage.end] != passage.text or not text.text[start:end].strip():
            return None
        return _citation(passage, text, start=start, end=end)

    def passage(self, passage: Passage) -> Citation | None:
        """The citation of a whole passage: for the closest ones."""
        return self._exact(passage, start=passage.start, end=passage.end, quote=passage.text)

    def _exact(self, passage: Passage, *, start: int, end: int, quote: str) -> Citation | None:
        text = self._text(passage)
        if text is None or not quote.strip() or text.text[start:end] != quote:
            return None
        return _citation(passage, text, start=start, end=end)

    def _text(self, passage: Passage) -> Text | None:
        return self.texts.get(org_id=passage.org_id, document_id=passage.document_id, version=passage.version)

    def _span(self, units: Units, statement: str, language: str) -> tuple[int, int] | None:
        wanted = content_stems(statement, language) - _TALK
        if not units.texts or not wanted:
            return None
        cosines = units.plain @ self.static.embed_question(statement)
        shares = np.array([len(wanted & held) / len(wanted) for held in units.stems])
        support = (shares + cosines) / 2
        best = int(np.argmax(support))
        if float(support[best]) < SUPPORT:
            return None
        first, last = _with_neighbour(units, wanted, best)
        return units.spans[first][0], units.spans[last][1]


def _with_neighbour(units: Units, wanted: frozenset[str], best: int) -> tuple[int, int]:
    """The best sentence, with the one before or after it where that holds much of what is missing."""
    missing = wanted - units.stems[best]
    gains = {
        at: len(missing & units.stems[at]) / len(wanted) for at in (best - 1, best + 1) if 0 <= at < len(units.texts)
    }
    other = max(gains, key=lambda at: gains[at], default=best)
    if gains.get(other, 0.0) < SECOND_ADDS:
        return best, best
    return min(best, other), max(best, other)


def _holds_quotations(passage: str, statement: str) -> bool:
    held = _SPACE.sub(" ", passage).casefold()
    return all(_SPACE.sub(" ", quoted).strip(" .,;").casefold() in held for quoted in _QUOTED.findall(statement))


def _citation(passage: Passage, text: Text, *, start: int, end: int) -> Citation:
    page = next((span.page for span in text.pages if span.start <= start < span.end), None)
    return Citation(
        n=None,
        document_id=passage.document_id,
        version=passage.version,
        source_id=passage.source_id,
        title=passage.title,
        uri=passage.uri,
        page=page if page is not None else passage.page,
        start=start,
        end=end,
        quote=text.text[start:end],
        place=place_at(text, start),
        row=cited_row(text, start, end),
    )
