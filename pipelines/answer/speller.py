"""Mistyped words repaired before anything is searched."""

from dataclasses import replace
from typing import Any

import structlog
from haystack import component

from pipelines.answer.privacy_filter import citable
from pipelines.assembly.parts import WithParts
from pipelines.embedding.wordllama import common_words
from pipelines.errors import IndexTimeout, IndexUnavailable
from pipelines.evidence.followup import Standalone, alone
from pipelines.evidence.glosses.glossing import glossed
from pipelines.evidence.spelling import foreign, languages, mend
from pipelines.evidence.vocabulary import Vocabulary
from pipelines.questions import Question

log = structlog.get_logger()


@component
class Speller(WithParts):
    """A word that no document of the question's sources has becomes the word it was probably meant to be.

    What was searched is said with the answer: "Biden" may have become "Baden".
    """

    PARTS = ("vocabulary",)
    computes = True

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    @component.output_types(text=str, standalone=Standalone)
    def run(self, *, question: Question, text: str, standalone: Standalone | None = None) -> dict[str, Any]:
        """``text`` and ``standalone`` with words repaired; as they were where the index is away."""
        turned = standalone or alone(text)
        scope = citable(question.scope, question.visibility)
        try:
            lexicon = self.vocabulary.of(scope)
        except (IndexUnavailable, IndexTimeout) as failed:
            log.warning("vocabulary_unavailable", code=failed.code)
            return {"text": text, "standalone": turned}
        spoken = languages(lexicon)
        if (language := foreign(question.text, lexicon)) is not None:
            turned = replace(turned, foreign=language, languages=spoken)
        if (english := glossed(text, lexicon, spoken)) is not None:
            own = turned.own if turned.carried else english.text
            turned = replace(turned, text=english.text, own=own, mended=english.pairs, others=english.others)
            return {"text": english.text, "standalone": turned}
        made = mend(text, lexicon, common_words())
        if not made.repairs:
            return {"text": text, "standalone": turned}
        own, carried = turned.own, turned.carried
        for typed, searched in made.repairs:
            own = own.replace(typed, searched)
            carried = tuple(searched if word == typed else word for word in carried)
        return {
            "text": made.text,
            "standalone": replace(turned, text=made.text, own=own, carried=carried, mended=made.repairs),
        }
