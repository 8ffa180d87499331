"""Words of private text that are said with other vowels, or in the letters of another alphabet."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from pipelines.answer.privacy import signs
from pipelines.answer.privacy.signs import Words

# So many strange words that sound like private ones, and so large a part of a sentence, are no chance.
ALIKE, SHARE = 3, 0.5
# What endings change of a word, and of a short one: it is another form of it, and a model may say that.
_ENDING, _SHORT = 2, 4


class Sounds:
    """How words of private texts sound, folded ones in the alphabets that they are written in."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._words = defaultdict[str, set[str]](set)
        for word in vocabulary:
            if sound := signs.sounded(word):
                self._words[sound].add(word)

    def alike(self, found: Words, known: Callable[[str], bool]) -> bool:
        """Whether a good part of a sentence's folded words are no words, and sound like private ones."""
        strange = [word for word in found if len(word) > 1 and word.isalpha() and not known(word)]
        held = sum(map(self._like_another, strange)) if len(strange) >= ALIKE else 0
        return held >= ALIKE and held >= SHARE * len(found)

    def _like_another(self, word: str) -> bool:
        return any(_disguised(word, other) for other in self._words.get(signs.sounded(word), ()))


def _disguised(word: str, other: str) -> bool:
    if word.isascii() != other.isascii():
        return True
    end = -1 if len(word) <= _SHORT else -_ENDING
    return len(word) == len(other) and word[:end] != other[:end]
