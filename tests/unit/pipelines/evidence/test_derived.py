"""Forms of a word that no stemmer brings together."""

import pytest

from pipelines.evidence.derived import derived
from pipelines.evidence.fitting import offered
from pipelines.evidence.kinds import counted
from pipelines.evidence.names import called
from pipelines.evidence.words import asked, stem
from pipelines.text.analyzer import words

FORMS = [
    ("de", "Bei wem reiche ich die Rechnung ein?", "Sie ist einzureichen.", "reiche"),
    ("de", "Wer holt das Papier ab?", "Es wird freitags abgeholt.", "holt"),
    ("de", "Bis wann muss ich Resturlaub nehmen?", "Er muss genommen werden.", "nehmen"),
    ("de", "Was ist verboten?", "Der Verein kann es verbieten.", "verboten"),
    ("de", "Wie viele Urlaubstage gibt es?", "Der Erholungsurlaub hat 30 Tage.", "urlaubstage"),
    ("nl", "Wanneer wordt de deur geopend?", "Wij openen hem om negen uur.", "geopend"),
    ("de", "Wo finde ich einen Parkplatz?", "Der Stellplatz ist im Hof.", "parkplatz"),
    ("ar", "متى تدفع الفاتورة؟", "تدفع الفواتير شهريا", "الفاتورة"),
    ("ar", "كم صندوقا أحتاج؟", "توزع خمسة صناديق", "صندوقا"),
    ("ar", "متى يقدم الطلب؟", "يجب تقديمه يوم الأحد", "يقدم"),
    ("es", "¿Dónde me inscribo?", "La inscripción es gratuita.", "inscribo"),
]
OTHERS = [
    ("de", "Wo melde ich mich ab?", "Sie müssen sich anmelden.", "melde"),
    ("de", "Wann wurde er gegründet?", "Er hat einen Auftrag.", "gegrundet"),
    ("de", "Wie viele Feiertage gibt es?", "Montag ist Ruhetag.", "feiertage"),
    ("en", "Who inscribed it?", "The inscription is old.", "inscribed"),
    ("ar", "كم فترة هناك؟", "فاتورة واحدة", "فترة"),
    ("ja", "結婚したら休めますか", "結婚する社員", "結婚"),
]


def _found(language: str, question: str, sentence: str) -> dict[str, frozenset[str]]:
    return derived(asked(question, language), {stem(word, language): word for word in words(sentence)})


@pytest.mark.parametrize("case", FORMS)
def test_forms_of_one_word_stand_for_each_other(case: tuple[str, str, str, str]) -> None:
    """With a prefix within or behind, another vowel, the unit that is counted, or an ending."""
    language, question, sentence, word = case
    assert stem(word, language) in _found(language, question, sentence)


@pytest.mark.parametrize("case", OTHERS)
def test_other_words_do_not(case: tuple[str, str, str, str]) -> None:
    """Another prefix is another verb; English and scripts without spaces have their own ways."""
    language, question, sentence, word = case
    assert stem(word, language) not in _found(language, question, sentence)


def test_a_number_of_things_may_be_told_behind_them() -> None:
    """As "the number of them is twelve"."""
    assert counted("¿Cuántos alumnos hay por grupo?", "El número máximo de alumnos por grupo es doce.")
    assert not counted("¿Cuántos alumnos hay por grupo?", "Los alumnos llegan en grupo a las doce.")


def test_a_thousand_is_no_date_and_a_telephone_number_has_digits() -> None:
    """In German, and in languages of other scripts."""
    assert not offered("Wann wurde die Firma gegründet?", "Die Firma hat 3.480 Stühle verkauft.")
    assert offered("Wann wurde die Firma gegründet?", "Das war der 3.4. in Kiel.")
    assert offered("高橋課長の電話番号は？", "防災責任者は高橋課長である。") is False
    assert offered("高橋課長の電話番号は？", "高橋課長 03-555-7788") is True


def test_german_names_are_told_by_their_looks() -> None:
    """Behind what one calls people, or two in a row: its nouns have capitals as well."""
    assert called("Wie viele Tage hatte Frau Öztürk?") == ("Frau Öztürk",)
    assert called("Wie alt ist Bernd Köhler?") == ("Bernd Köhler",)
    assert called("Wann ist der Verein offen?") == ()
