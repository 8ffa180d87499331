"""The language of a text, where it can be told."""

import time

import pytest

from pipelines.text.identify import _shares, identify

SAID = {
    "de": "Der Anspruch auf Urlaub beträgt dreißig Tage im Kalenderjahr.",
    "en": "The boundary layer on a flat plate at zero incidence is considered .",
    "fr": "Le contrat peut être résilié à tout moment par les parties.",
    "es": "¿Cuántos días de vacaciones tengo el primer año?",
    "it": "Quanti giorni di ferie ho nel primo anno di lavoro?",
    "nl": "Hoeveel vakantiedagen heb ik in het eerste jaar?",
    "sv": "Hur många semesterdagar har jag under första året?",
    "ru": "Сколько дней отпуска у меня в первый год?",
    "uk": "Скільки днів відпустки я маю в перший рік?",
    "ar": "كم عدد أيام الإجازة في السنة الأولى؟",
    "fa": "در سال اول چند روز مرخصی دارم؟ این قرارداد را می‌توان لغو کرد",
    "hi": "पहले वर्ष में मेरे पास कितनी छुट्टियाँ हैं?",
    "zh": "自习室几点",
    "ja": "最初の年の休暇は何日ですか？",
    "ko": "첫해에 휴가가 며칠입니까?",
    "th": "ปีแรกฉันมีวันลากี่วัน",
    "el": "Πόσες ημέρες άδειας έχω τον πρώτο χρόνο;",
}


@pytest.mark.parametrize("language", SAID)
def test_a_sentence_tells_its_language(language: str) -> None:
    assert identify(SAID[language]) == language
    assert identify(SAID[language].upper()) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "WiFi password",
        "1234 5678 90",
        "🥳🎉",
        "def foo(self, x):\n    return self.bar(x) + 1",
        "α β",
        "\ud800x",
    ],
)
def test_what_says_too_little_has_none(text: str) -> None:
    assert identify(text) == ""


def test_a_text_of_many_languages_has_none() -> None:
    assert identify("\n\n".join(SAID.values())) == ""
    assert identify(SAID["de"] * 40 + SAID["en"] * 40) == ""


def test_code_and_numbers_in_a_text_do_not_count() -> None:
    code = "```\nfor the_name in list_of(names): return self.value + 12 # and so on with the rest of it\n```\n"
    assert identify(code * 3 + SAID["de"]) == "de"


def test_a_question_is_in_one_of_the_languages_of_its_scope() -> None:
    assert identify("WLAN Passwort ändern", {"de", "en"}) == "de"
    assert identify("WiFi password", {"de", "en"}) == ""
    assert identify("水の温度", {"zh", "de"}) == ""
    assert identify("東京都", {"ja", "de"}) == "ja"
    assert identify("Сколько дней", {"de"}) == ""


@pytest.mark.parametrize("sign", ["(", "a", "`", "<", "a/", "字", "e\u0301", "1 "])
def test_a_long_text_costs_what_its_windows_cost(sign: str) -> None:
    began = time.process_time()
    identify(sign * 1_000_000)
    assert time.process_time() - began < 0.5


def asked(text: str) -> int:
    """How often the model was asked about a text."""
    before = _shares.cache_info().misses
    identify(text)
    return _shares.cache_info().misses - before


def test_the_model_is_asked_only_where_words_do_not_tell() -> None:
    told = "Das ist der Vertrag, den wir mit der Stadt über die Halle geschlossen haben, und er gilt bis zum Sommer. "
    assert asked(told * 30) == 0
    assert identify(told * 30) == "de"
    made_up = " ".join(f"{chr(97 + n % 26)}orla {chr(97 + n % 19)}endist ran{chr(97 + n % 17)}ole" for n in range(500))
    assert asked(made_up) == 1
    assert asked(made_up) == 0


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ky është një tekst në gjuhën shqipe, që flet për shtëpinë dhe për kopshtin e saj me lule. ", "sq"),
        ("Þetta er texti á íslensku, sem segir frá húsinu og garðinum við ána og fólkinu sem býr þar. ", "is"),
        ("Dit is 'n teks in Afrikaans, wat vertel van die huis en die tuin waar ons nie meer woon nie. ", "af"),
        ("Això és un text en català que parla de la casa i del jardí on ja no vivim des de fa anys. ", "ca"),
        ("Det här är en text på svenska som handlar om huset och trädgården där vi inte längre bor. ", "sv"),
        ("To je besedilo v slovenščini, ki govori o hiši in vrtu, kjer že dolgo več ne živimo z otroki. ", "sl"),
    ],
)
def test_a_neighbours_function_words_do_not_mislead(text: str, language: str) -> None:
    assert identify(text * 12) == language
