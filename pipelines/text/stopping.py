"""Words that a question is asked with and not about, by its language.

Of languages with pairs for words, the pairs that hold one of grammar: 什么, 暇は.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import stopwordsiso

from pipelines.text.analyzer import words
from pipelines.text.languages import FUNCTION_WORDS
from pipelines.text.stops import STOPS

# Lists of other languages as they are: many words of them are nouns where the list is long (docs/adr/0222).
_MOST = 430
_PAIRED = frozenset(("ja", "km", "ko", "lo", "my", "th", "zh"))
# Hiragana alone; a particle beside a letter that is none.
_JAPANESE = re.compile("[ぁ-ゖー]+|[^ぁ-ゖ][はがをにのでへともやかっ]|[はがをにのでへともやかっ][^ぁ-ゖ]")
_CHINESE = re.compile(".?[的了吗呢吧么们着嗎麼們著很].?")

# English words of grammar and of asking: Snowball's English list, completed within its classes (pronouns, articles and
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


def is_stop(word: str, language: str) -> bool:
    """Whether one of ``words`` is a function word of a language (ISO 639-1) other than English."""
    if language == "ja" and _JAPANESE.fullmatch(word):
        return True
    if language == "zh" and _CHINESE.fullmatch(word):
        return True
    return word in function_words(language)


def stops(said: Iterable[str], language: str) -> frozenset[str]:
    """The function words among those of a question in a language other than English."""
    return frozenset(word for word in said if is_stop(word, language))


@lru_cache(maxsize=128)
def function_words(language: str) -> frozenset[str]:
    """The function words of a language, folded; none where there is no list."""
    if language in FUNCTION_WORDS:
        return FUNCTION_WORDS[language]
    if language in STOPS:
        return frozenset(STOPS[language].split())
    if not stopwordsiso.has_lang(language) or language in ("th", "ko"):
        return frozenset()
    listed = [words(one) for one in stopwordsiso.stopwords(language)]
    if language not in _PAIRED and len(listed) > _MOST:
        return frozenset()
    # Of what makes several words each may mean something.
    return frozenset(said[0] for said in listed if len(said) == 1)
