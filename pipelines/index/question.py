"""What a question asks for: its content words and the pairs of them that stand side by side.

Words are runs of letters and digits, so nothing a person types can become query syntax, whatever the store.
"""

import itertools
import re
import unicodedata
from dataclasses import dataclass

MOST_WORDS = 256
_WORD = re.compile(r"[^\W_]+")

# Words of grammar, of asking, and what is left of contractions ("don't" is the words "don" and "t").
_STOP_LIST = """
a about above according across after afterwards again against ain all almost along already also although always am
among amongst an and another any anybody anyhow anyone anything anyway anywhere are aren around as aside at away
be became because become becomes becoming been before beforehand behind being below beside besides between beyond
both but by came can cannot come comes could couldn d despite did didn do does doesn doing don done down during
each either else elsewhere enough etc even ever every everybody everyone everything everywhere except far few for
former formerly from further furthermore gave get gets getting give given gives giving go goes going gone got had
hadn has hasn have haven having he hence her here hereby herein hers herself him himself his how however i ie if in
indeed inside instead into is isn it its itself just kindly know known knows l let lets ll ma made make makes many
may maybe me meanwhile might mightn more moreover most mostly much must mustn my myself namely near nearly needn
neither never nevertheless next no nobody none nonetheless noone nor not nothing now nowhere o of off often on once
one only onto or other others otherwise ought our ours ourselves out outside over own per perhaps please possible
quite rather re really regarding s said same say says see seem seemed seems seen several shall shan she should
shouldn since so some somebody somehow someone something sometime sometimes somewhere still such t take taken tell
than that the their theirs them themselves then thence there thereafter thereby therefore therein these they thing
things this those though through throughout thus to together too toward towards under unless until up upon us use
used uses using usually various ve very via was wasn we well went were weren what whatever when whence whenever
where whereas whereby wherein whereupon wherever whether which whichever while whither who whoever whole whom whose
why will with within without won would wouldn y yes yet you your yours yourself yourselves
"""
STOP_WORDS = frozenset(_STOP_LIST.split())


@dataclass(frozen=True, slots=True)
class Question:
    """Content words in the order of the question, repeated where it repeats them, and adjacent pairs of them."""

    words: tuple[str, ...]
    phrases: tuple[tuple[str, str], ...]


def parse(text: str) -> Question:
    """Read a question of any text. One of stop words only keeps them all; one without letters or digits is empty.

    At most ``MOST_WORDS`` words: a longer question gives up its repetitions first, then its end.
    """
    words = [_lower(word) for word in _WORD.findall(unicodedata.normalize("NFC", text))]
    stop = STOP_WORDS if any(word not in STOP_WORDS for word in words) else frozenset[str]()
    content = [word for word in words if word not in stop]
    pairs = [(a, b) for a, b in itertools.pairwise(words) if a not in stop and b not in stop]
    return Question(_at_most(content), tuple(dict.fromkeys(pairs))[:MOST_WORDS])


def _at_most(words: list[str]) -> tuple[str, ...]:
    if len(words) <= MOST_WORDS:
        return tuple(words)
    return tuple(dict.fromkeys(words))[:MOST_WORDS]


def _lower(word: str) -> str:
    # Lowering a few letters (İ) makes two characters of which one is no letter.
    lowered = word.lower()
    return lowered if lowered.isalnum() else word
