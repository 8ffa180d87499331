"""What a question asks for: its content words and the pairs of them that stand side by side.

Words are the analyzer's, so nothing a person types can become query syntax, whatever the store.
"""

import itertools
from dataclasses import dataclass

from pipelines.text.languages import FUNCTION_WORDS, language_of
from pipelines.text.revisions import TODAY, Analyzer

MOST_WORDS = 256

# Words of grammar and of asking: Snowball's English list, completed within its classes (pronouns, articles and
# quantifiers, auxiliaries, conjunctions, adverbs of discourse) and by what is left of contractions ("don't" is the
# words "don" and "t"). Words that carry meaning in some subject (behind, known, make, near, use) are not among them.
_STOP_LIST = """
a about above after again against ain all also although am among an and another any anybody anyone anything anywhere
are aren as at be because been before being below between both but by can cannot could couldn d did didn do does
doesn doing don down during each either else etc even ever every everybody everyone everything everywhere few for
from further furthermore had hadn has hasn have haven having he hence her here hers herself him himself his how
however i if in into is isn it its itself just let lets ll many may me might mightn more moreover most much must
mustn my myself needn neither nevertheless no nobody none nor not nothing now of off often on once one only or other
others otherwise ought our ours ourselves out over own perhaps please quite rather re s same shall shan she should
shouldn since so some somebody someone something somewhere such t tell than that the their theirs them themselves
then there therefore these they this those though through thus to too under unless until up upon us ve very was wasn
we were weren what whatever when whenever where whereas wherever whether which whichever while who whoever whom whose
why will with within without won would wouldn y yet you your yours yourself yourselves
"""
STOP_WORDS = frozenset(_STOP_LIST.split())


@dataclass(frozen=True, slots=True)
class Question:
    """Content words in the order of the question, repeated where it repeats them, and adjacent pairs of them."""

    words: tuple[str, ...]
    phrases: tuple[tuple[str, str], ...]
    analyzer: Analyzer = TODAY

    @property
    def terms(self) -> tuple[str, ...]:
        """The words as an index of that analyzer keeps them."""
        return tuple(map(self.analyzer.term, self.words))

    @property
    def phrase_terms(self) -> tuple[str, ...]:
        """The pairs as an index keeps them, parted by a space."""
        term = self.analyzer.term
        return tuple(f"{term(first)} {term(second)}" for first, second in self.phrases)


def parse(text: str, analyzer: Analyzer = TODAY) -> Question:
    """Read a question of any text, for an index of that analyzer.

    One of stop words only keeps them all; one without letters or digits is empty. At most ``MOST_WORDS`` words: a
    longer question gives up its repetitions first, then its end.
    """
    said = analyzer.words(text)
    listed = stop_words(said)
    stop = listed if any(word not in listed for word in said) else frozenset[str]()
    content = [word for word in said if word not in stop]
    pairs = [(a, b) for a, b in itertools.pairwise(said) if a not in stop and b not in stop]
    return Question(_at_most(content), tuple(dict.fromkeys(pairs))[:MOST_WORDS], analyzer)


def stop_words(said: tuple[str, ...]) -> frozenset[str]:
    """The function words of the language that these words are in; no other's, since *die* and *an* mean something."""
    return FUNCTION_WORDS.get(language_of(said), STOP_WORDS)


def _at_most(words: list[str]) -> tuple[str, ...]:
    if len(words) <= MOST_WORDS:
        return tuple(words)
    return tuple(dict.fromkeys(words))[:MOST_WORDS]
