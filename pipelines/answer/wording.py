"""What is said when there is no answer: what happened and what to do, in plain words."""

from collections.abc import Sequence

from pipelines.answer.no_answers import CALLED, WORDINGS

NOTHING = (
    "I found nothing about this in the sources of this chatbot. Try other words, or add a document that covers it."
)
CLOSEST = (
    "I am not sure enough to call this an answer. These are the closest passages: one of them may hold it. "
    "Open them, or ask more precisely."
)
LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch", "sv": "Swedish",
    "ru": "Russian", "ar": "Arabic", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "th": "Thai",
    "other": "this language",
}  # fmt: skip
FOREIGN = "I found no answer to your question in {asked}: the documents of this chatbot are in {languages}. {please}"
PLEASE, PLEASE_OTHER = "Please ask in {languages}.", "Please ask in theirs."
FOREIGN_CLOSEST = "These are the closest passages: one of them may hold it."
MISSING = (
    "I am not sure enough to call this an answer: the passage that comes closest does not mention {names}. These are "
    "the closest passages."
)
NO_SOURCES = "This chatbot has no source that I may quote yet. Add a source, or make one citable, and ask again."
NO_QUESTION = "Please ask something in words: there was no letter or digit in your question."
NO_INDEX = "I could not search just now because the index does not answer. Please try again in a moment."
NO_TEXT = "I found passages about this, but their texts cannot be read just now. Please try again in a moment."

BROKEN_OFF = "(The model stopped in the middle of its answer; what stands above is not complete.)"
CUT_OFF = "(The model reached its limit of words; what stands above is not complete.)"
FILTERED = "(The model's provider withheld the rest of this answer.)"
TOO_LONG = "(The answer was cut here, because it became too long.)"

LEFT_OUT = {
    "en": "(Something was left out here: it stands in sources that may inform answers and may not be shown.)",
    "de": "(Hier wurde etwas weggelassen: Es steht in Quellen, die nicht gezeigt werden dürfen.)",
    "fr": "(Quelque chose a été omis ici : cela figure dans des sources qui ne peuvent pas être montrées.)",
    "es": "(Aquí se ha omitido algo: figura en fuentes que no se pueden mostrar.)",
}

REFUSAL = "NO_ANSWER"
WITHHELD = {
    "en": "The answer is withheld: it holds personal data, and this chatbot is set up not to show any.",
    "de": "Die Antwort wird zurückgehalten: Sie enthält personenbezogene Daten, und dieser Chatbot zeigt keine.",
    "fr": "La réponse est retenue : elle contient des données personnelles, et ce chatbot n’en montre aucune.",
    "es": "La respuesta se retiene: contiene datos personales, y este chatbot no muestra ninguno.",
    "it": "La risposta è trattenuta: contiene dati personali, e questo chatbot non ne mostra.",
    "nl": "Het antwoord wordt achtergehouden: het bevat persoonsgegevens, en deze chatbot toont er geen.",
}

SILENCED = {
    "en": "(What stood here is not shown any more: the source that it came from may no longer be quoted.)",
    "de": "(Was hier stand, wird nicht mehr gezeigt: Die Quelle, aus der es kam, darf nicht mehr zitiert werden.)",
    "fr": "(Ce qui figurait ici n’est plus montré : la source d’où cela venait ne peut plus être citée.)",
    "es": "(Lo que había aquí ya no se muestra: la fuente de la que procedía ya no se puede citar.)",
    "it": "(Ciò che stava qui non viene più mostrato: la fonte da cui proveniva non può più essere citata.)",
    "nl": "(Wat hier stond, wordt niet meer getoond: de bron waaruit het kwam, mag niet meer worden geciteerd.)",
}


def silenced(language: str) -> str:
    """What is said in the place of words whose source may not be quoted any more."""
    return SILENCED.get(language, SILENCED["en"])


def withheld(language: str) -> str:
    """What is said in the place of an answer that holds personal data."""
    return WITHHELD.get(language, WITHHELD["en"])


def nothing(language: str, foreign: str | None = None, languages: Sequence[str] = ()) -> str:
    """What is said where nothing was found, in a language; ``foreign``: the question's, where no document is in it;
    ``languages``: those that documents are in, as far as is known.
    """
    own = WORDINGS.get(language)
    if foreign not in LANGUAGES:
        return NOTHING if own is None else own.nothing
    if own is not None:
        called = ", ".join(CALLED[one] for one in languages[:2] if one in CALLED)
        return own.foreign.format(languages=called) if called else own.nothing
    known = " and ".join(LANGUAGES[one] for one in languages[:2] if one in LANGUAGES)
    please = PLEASE.format(languages=known.replace(" and ", " or ")) if known else PLEASE_OTHER
    return FOREIGN.format(asked=LANGUAGES[foreign], languages=known or "another language", please=please)


def closest_foreign(language: str, foreign: str, languages: Sequence[str]) -> str:
    """What is said over the closest passages to a question in a language that no document is in."""
    own = WORDINGS.get(language)
    return f"{nothing(language, foreign, languages)} {FOREIGN_CLOSEST if own is None else own.closest}"


def closest(language: str, missing: Sequence[str]) -> str:
    """What is said over the closest passages; ``missing``: names and numbers of the question that none of them has."""
    own = WORDINGS.get(language)
    if own is None:
        return MISSING.format(names=" or ".join(f"“{name}”" for name in missing[:3])) if missing else CLOSEST
    return own.missing.format(names=", ".join(f"“{name}”" for name in missing[:3])) if missing else own.closest


def left_out(language: str) -> str:
    """What is said under a text of which something private was left out."""
    return LEFT_OUT.get(language, LEFT_OUT["en"])


def no_sources(language: str) -> str:
    """What is said where nothing may be quoted."""
    return NO_SOURCES if language not in WORDINGS else WORDINGS[language].no_sources


def no_index(language: str) -> str:
    """What is said while the index is away."""
    return NO_INDEX if language not in WORDINGS else WORDINGS[language].no_index


def no_text(language: str) -> str:
    """What is said where what was found cannot be read."""
    return NO_TEXT if language not in WORDINGS else WORDINGS[language].no_text
