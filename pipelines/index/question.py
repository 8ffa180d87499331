"""What a question asks for: its content words and the pairs of them that stand side by side.

Words are the analyzer's, so nothing a person types can become query syntax, whatever the store.
"""

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pipelines.index import compounds
from pipelines.text.identify import identify
from pipelines.text.languages import MARKS, language_of, spoken
from pipelines.text.revisions import TODAY, Analyzer
from pipelines.text.stopping import STOP_WORDS, stops

MOST_WORDS, MOST_TERMS = 256, 512

# What is known where nobody says which languages the documents have.
UNKNOWN = ("",)


@dataclass(frozen=True, slots=True)
class Question:
    """Content words in the order of the question, repeated where it repeats them, and adjacent pairs of them.

    ``languages`` (ISO 639-1, "" for unknown) are those of the documents that are asked; ``joining`` is the question's
    own where it writes compounds as one word and they do too.
    """

    words: tuple[str, ...]
    phrases: tuple[tuple[str, str], ...]
    analyzer: Analyzer = TODAY
    languages: tuple[str, ...] = UNKNOWN
    joining: str = ""

    @property
    def halves(self) -> list[tuple[str, str]]:
        """Terms of both halves that a word may be a compound of."""
        return compounds.halves(self.words, self.joining, self._joining_term) if self.joining else []

    @property
    def joined(self) -> list[str]:
        """Terms of compounds that two words may be written as."""
        return compounds.joined(self.words, self.joining, self._joining_term) if self.joining else []

    @property
    def terms(self) -> tuple[str, ...]:
        """The words as an index of that analyzer keeps them: of each its different terms in these languages.

        A chunk has one language, so only one of them is that word in it: they do not add up.
        """
        return tuple(term for word in self.words for term in self._terms_of(word))

    @property
    def phrase_terms(self) -> tuple[str, ...]:
        """The pairs as an index keeps them, parted by a space, in each language."""
        made = self.analyzer.term
        found = (f"{made(a, code)} {made(b, code)}" for a, b in self.phrases for code in self.languages)
        return tuple(dict.fromkeys(found))[:MOST_TERMS]

    def _joining_term(self, word: str) -> str:
        return self.analyzer.term(word, self.joining)

    def _terms_of(self, word: str) -> Iterable[str]:
        return dict.fromkeys(self.analyzer.term(word, code) for code in self.languages)


def parse(text: str, analyzer: Analyzer = TODAY, languages: Collection[str] = UNKNOWN) -> Question:
    """Read a question of any text, for an index of that analyzer whose documents have these languages.

    One of stop words only keeps them all; one without letters or digits is empty. At most ``MOST_WORDS`` words: a
    longer question gives up its repetitions first, then its end.
    """
    said = analyzer.words(text)
    language = asked_in(said, text, languages)
    listed = stop_words(said, language)
    stop = listed if any(word not in listed for word in said) else frozenset[str]()
    content = [word for word in said if word not in stop]
    pairs = [(a, b) for a, b in itertools.pairwise(said) if a not in stop and b not in stop]
    codes = tuple(sorted(languages)) or UNKNOWN
    joining = language if language in compounds.LINKS and language in codes else ""
    return Question(_at_most(content), tuple(dict.fromkeys(pairs))[:MOST_WORDS], analyzer, codes, joining)


def held(text: str, analyzer: Analyzer, languages: Collection[str]) -> tuple[str, ...]:
    """The content words of a term as one phrase, in each language: what a chunk that has the term holds one of."""
    said = analyzer.words(text)
    listed = stop_words(said)
    kept = [word for word in said if word not in listed] or said
    phrases = (" ".join(analyzer.term(word, code) for word in kept) for code in sorted(languages))
    return tuple(filter(None, dict.fromkeys(phrases)))


def stop_words(said: Sequence[str], language: str = "") -> frozenset[str]:
    """The function words of the language that these words are in; no other's, since *die* and *an* mean something.

    ``language`` (ISO 639-1), where it is known.
    """
    language = language or language_of(said)
    return STOP_WORDS if language == "en" else stops(said, language)


def asked_in(said: Sequence[str], text: str, among: Collection[str]) -> str:
    """The language of a question, of those of the documents that are asked, or English; empty where nobody knows them.

    By its function words, else by ``identify``.
    """
    known = {code for code in among if code}
    if not known:
        return ""
    marks = {code: MARKS["en"] if code == "en" else stops(said, code) for code in {"en", *known}}
    told = spoken(said, marks) or identify(text, {"en", *known})
    return told or (next(iter(known)) if len(known) == 1 else "en")


def _at_most(words: list[str]) -> tuple[str, ...]:
    if len(words) <= MOST_WORDS:
        return tuple(words)
    return tuple(dict.fromkeys(words))[:MOST_WORDS]
