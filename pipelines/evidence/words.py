"""Stems of texts and questions, for coverage: how much of a question a sentence holds."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import local
from typing import Any

import Stemmer

from pipelines.evidence.tongues.telling import ENGLISH, TONGUES, tongue_of
from pipelines.index.question import parse, stop_words
from pipelines.text.analyzer import words
from pipelines.text.folding import fold
from pipelines.text.stemming import stem as stem_of
from pipelines.text.stopping import STOP_WORDS

WORD = re.compile(r"[^\W_]+")
# How many questions are remembered by what is asked again of every sentence that they meet.
QUESTIONS = 256
_thread = local()

# Forms that no stemmer brings together. "leave" is in handbooks, "left" in questions.
_IRREGULAR = """
began:begin begun:begin bought:buy brought:bring broke:break broken:break built:build came:come caught:catch
chosen:choose chose:choose driven:drive drove:drive fell:fall fallen:fall flew:fly forbade:forbid
forbidden:forbid gave:give given:give gone:go went:go held:hold kept:keep knew:know laid:lay led:lead
left:leave lent:lend lost:lose made:make meant:mean met:meet paid:pay ran:run risen:rise said:say sent:send
shut:close sold:sell spent:spend spoke:speak spoken:speak stolen:steal stole:steal stood:stand taken:take took:take
taught:teach told:tell thought:think thrown:throw threw:throw understood:understand won:win worn:wear wore:wear
written:write wrote:write ate:eat eaten:eat drank:drink drunk:drink grew:grow grown:grow drew:draw drawn:draw
forgot:forget forgotten:forget froze:freeze frozen:freeze hung:hang fed:feed fought:fight hid:hide hidden:hide
rang:ring rung:ring rode:ride ridden:ride sang:sing sung:sing slept:sleep stuck:stick swam:swim swum:swim swept:sweep
tore:tear torn:tear woke:wake woken:wake bent:bend dug:dig struck:strike
daily:day biggest:largest children:child men:man women:woman people:person feet:foot teeth:tooth mice:mouse
"""


def _stemmer() -> Any:
    # A stemmer keeps the word it is working on: one per thread.
    if not hasattr(_thread, "stemmer"):
        _thread.stemmer = Stemmer.Stemmer("english")
    return _thread.stemmer


@lru_cache(maxsize=65_536)
def stem(word: str, language: str = "") -> str:
    """The stem of a lower-case word in a language (ISO 639-1), in English without one; there other scripts and numbers
    come back as they are.
    """
    if language not in ("", ENGLISH):
        return stem_of(word, language)
    if not word.isascii() or word.isdigit():
        return word
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=8_192)
def stems(text: str, language: str = "") -> tuple[str, ...]:
    """The stems of all words of a text, in order, stop words included."""
    return tuple(stem(word, language) for word in words(text))


@lru_cache(maxsize=8_192)
def content_stems(text: str, language: str = "") -> frozenset[str]:
    """The distinct stems of a text's content words."""
    said = words(filled(text, language))
    left_out = (
        STOP_WORDS | stop_words(said) if language not in TONGUES else stop_words(said) | TONGUES[language].told_by
    )
    found = frozenset(stem(word, language) for word in said if word not in left_out)
    return _paired(found) if unspaced(language) else found


def filled(text: str, language: str) -> str:
    """A text of a language without spaces in which spaces stand for what asks and binds; any other as it is."""
    known = TONGUES.get(language)
    return text if known is None or known.hollows is None else known.hollows.sub(" ", fold(text))


def unspaced(language: str) -> bool:
    """Whether a language is written without spaces, or what binds is written to the words."""
    return language in TONGUES and bool(TONGUES[language].hollow)


def _paired(found: frozenset[str]) -> frozenset[str]:
    """Without single characters, where there is anything else: they are what is left of words of grammar."""
    return frozenset(one for one in found if len(one) > 1 or one.isdigit()) or found


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's content: ``words`` by stem (one spelling each, as asked) and its adjacent pairs of stems.

    ``share`` is what a stem counts, 1 where it is not named: words around the question, or of the question before,
    count half. ``language`` (ISO 639-1) is what it is stemmed in, and with it what it is held against. ``runs`` are its
    words as they are written, in scripts without spaces the stretches between words of grammar.
    """

    text: str
    words: dict[str, str]
    pairs: frozenset[tuple[str, str]]
    share: Mapping[str, float]
    language: str = ENGLISH
    runs: str = ""


# "How long": the adjective asks, it is not looked for.
_HOW = re.compile(
    r"\bhow (?:long|far|old|big|large|fast|soon|late|tall|deep|high|wide|heavy|quickly|frequently|loud|often)\b",
    re.IGNORECASE,
)
# "IT" in capitals is a subject, "it" is none.
_SUBJECT_IT = re.compile(r"\bIT\b")
# What goes before a question without being asked.
_LEAD = re.compile(
    r"^\s*(?:(?:please|hi|hello|hey)[,!.]?\s+)?(?:can|could|would|will) you (?:please )?"
    r"(?:tell|show|explain(?: to)?) (?:me|us)\s+"
    r"|^\s*(?:do you know|i(?:'d| would) like to know|tell me|i want to know)[,:]?\s+",
    re.IGNORECASE,
)
LONG = 18
_CLAUSE = re.compile(r"(?<=[.!?;:])\s+|,\s+|\s+[–—-]\s+")
_CUE = re.compile(
    r"\?|\b(?:who|whom|whose|what|which|when|where|why|how|can|may|must|should|do|does|did|is|are|was|were|will"
    r"|wer|wie|was|wann|wo|warum|welche\w*|darf|kann|muss|qui|que|quel\w*|quand|comment|combien|pourquoi|est-ce"
    r"|quien|cual|cuando|donde|cuant[oa]s?)\b",
    re.IGNORECASE,
)


_BASES: Mapping[str, str] = {stem(form): stem(base) for form, base in (pair.split(":") for pair in _IRREGULAR.split())}


def base(one: str, language: str = "") -> str:
    """The stem of the word that a stem is an irregular form of in English; any other as it is."""
    return _BASES.get(one, one) if language in ("", ENGLISH) else one


def based(held: frozenset[str], language: str = "") -> frozenset[str]:
    """These stems with the bases of irregular forms among them."""
    return held | {_BASES[one] for one in held & _BASES.keys()} if language in ("", ENGLISH) else held


# Words that questions are made of: a document that answers need not hold them, and their rarity says nothing.
_GENERIC = """
allow ask become begin can case come date day different exact exist find get give go good happen have help
know let like look main make matter mean moment month must name need new number own part people permit person place
possible put say see set show sort start take tell thing think time trouble try type use useful want way week work year
exactly currently actually normally usually generally please somebody someone whole still supposed able away around
already better best bad big small same certain important special full really right best allowed there
"""
GENERIC = frozenset(map(stem, _GENERIC.split()))
# Common verbs and adverbs, for which there are too many others: they count, but none is what a question is about.
_COMMON = """
accept act agree answer apply arrive begin belong bring buy call care carry catch cause change check choose close come
complete concern contact contain continue count cover create cut deal decide depend describe do drop eat end enter
expect explain fall feel fill finish fit follow forbid forever forget grow handle hang happen hear hold include increase
intend join keep lead learn leave let lie limit list listen live lose lower manage meet mention move notice obtain
occur offer open order pass pay permit pick play point prepare prevent protect prove provide pull push raise reach
react read receive record reduce refuse remain remove repeat replace reply require rest return ring rise run save
select sell send serve settle share shut sit speak spend stand stay step stop suggest supply support talk teach test
throw touch turn understand visit wait walk watch wear win wish wonder write yearly yet quick quickly slow early late
long short high low near far new old hard easy free open common current present recent normal usual total
"""
COMMON = frozenset(map(stem, _COMMON.split())) - GENERIC
GENERIC_SHARE, COMMON_SHARE = 0.35, 0.7


def generic(language: str = "") -> frozenset[str]:
    """Stems of a language's words that questions are made of."""
    return GENERIC if language in ("", ENGLISH) else TONGUES[language].generics if language in TONGUES else frozenset()


def common(language: str = "") -> frozenset[str]:
    """Stems of common verbs and adverbs, for which there are too many others; known of English alone."""
    return COMMON if language in ("", ENGLISH) else frozenset()


def language_for(text: str, languages: Iterable[str] = ()) -> str:
    """The language in which a question is held against passages in these languages: its own, if it is among them or
    nobody knows theirs; else the only one that they are in.
    """
    own, known = tongue_of(text), {one for one in languages if one}
    return own if own in known or len(known) != 1 else known.pop()


def asked(text: str, language: str | None = None) -> Asked:
    """Read a question in a language, the one it seems to be in where none is given."""
    language = tongue_of(text) if language is None else language
    body = filled(_LEAD.sub("", text), language)
    question = parse(_HOW.sub("how", body)) if language in ("", ENGLISH) else parse(body, languages=(language,))
    by_stem: dict[str, str] = {}
    left_out = TONGUES[language].told_by if language in TONGUES else frozenset[str]()
    said = [word for word in question.words if word not in left_out] or question.words
    for word in (*said, *(("it",) if _is_subject(text) else ())):
        by_stem.setdefault(base(stem(word, language), language), word)
    if unspaced(language):
        by_stem = {one: by_stem[one] for one in by_stem if one in _paired(frozenset(by_stem))}
    pairs = frozenset((stem(a, language), stem(b, language)) for a, b in question.phrases)
    return Asked(text, by_stem, pairs, _shares(body, by_stem, language), language, fold(body))


def _is_subject(text: str) -> bool:
    return _SUBJECT_IT.search(text) is not None and not text.isupper()


def _shares(text: str, by_stem: Mapping[str, str], language: str) -> dict[str, float]:
    """In a long question only the clauses with a question in them ask; what else is said counts half."""
    little = {one: COMMON_SHARE for one in by_stem if one in common(language)}
    little |= {one: GENERIC_SHARE for one in by_stem if one in generic(language)}
    shares = little if len(little) < len(by_stem) else {}
    if len(WORD.findall(text)) <= LONG:
        return shares
    clauses = _CLAUSE.split(text)
    asking = [clause for clause in clauses if "?" in clause] or [clause for clause in clauses if _CUE.search(clause)]
    wanted = frozenset(one for clause in asking for one in content_stems(clause, language))
    return shares if not wanted else {**{one: 0.5 for one in by_stem if one not in wanted}, **shares}
