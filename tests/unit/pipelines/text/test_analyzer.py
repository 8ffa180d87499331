"""Words and terms of any text: clean, findable as typed, the same whatever is glued to them."""

import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.analyzer import MOST_CHARS, analyze, term, terms, words
from pipelines.text.stemming import LATIN

# Planes that hold assigned characters, of ideographs and syllables, which are all alike, samples; those ideographs
# that are forms of others; and the edges of the planes of private use.
CODES = [
    *range(0x3400),
    *range(0x3400, 0xA000, 32),
    *range(0xA000, 0xAC00),
    *range(0xAC00, 0xD7A4, 32),
    *range(0xD7A4, 0x20000),
    *range(0x20000, 0x40000, 32),
    *range(0x2F800, 0x2FA20),
    *range(0xE0000, 0xE0200),
    *range(0xF0000, 0xF0040),
    *range(sys.maxunicode - 64, 0x110000),
]


def clean(word: str) -> bool:
    """Letters, digits and marks, beginning with no mark, short, and its own only word."""
    kinds = {unicodedata.category(sign)[0] for sign in word}
    return kinds <= set("LNM") and len(word) <= MOST_CHARS and words(word) == (word,)


def test_every_code_point_makes_clean_words() -> None:
    """Glued to a letter, to a digit, alone: what it is no part of stays a word."""
    for code in CODES:
        sign = chr(code)
        found = words(f"x{sign}7 {sign}")
        assert all(map(clean, found)), hex(code)
        if unicodedata.category(sign)[0] in "CZP":
            assert found in (("x", "7"), ("x7",)), hex(code)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\uf0b7cm", "cm"),
        ("Preis: 500₽ pro Monat", "preis 500 pro monat"),
        ("🥳done", "done"),
        ("\u2068name\u2069", "name"),
        ("hyphen\xadation", "hyphenation"),
        ("می\u200cخواهم", "میخواهم"),
        ("zero\u200bwidth", "zero width"),
        ("foo_bar 3.5 O'Brien", "foo bar 3 5 o brien"),
        ("10² 5½ 10²³", "10 2 5 1 2 10 23"),
        ("H₂O m² Ⅻ ① ﬁne", "h2o m2 xii 1 fine"),
        ("5㎏ ㎏5 20℃ ™", "5 kg kg 5 20 c tm"),
        ("Straße GRÖSSE naïve İstanbul Łódź Ærø ǣ", "strasse grosse naive istanbul lodz aero ae"),
        ("Ελλάδα ΕΛΛΆΔΑΣ", "ελλαδα ελλαδασ"),
        ("Ёлка й", "елка й"),
        ("שָׁלוֹם كِتَاب", "שלום كتاب"),
        ("हिन्दी", "हिन्दी"),
        ("5\ufe0f\u20e3 e\u0301\u0302", "5 e"),
        ("自习室几点", "自习 习室 室几 几点"),
        ("水", "水"),
        ("ABCのテスト", "abc のテ テス スト"),
        ("\ud800x\udfff500", "x 500"),
        ("\x00a\x1fb\x7fc\u0378d", "a b c d"),
        ("\u0301\u0302", ""),
        ("", ""),
    ],
)
def test_words_are_what_a_person_would_type(text: str, expected: str) -> None:
    """Compatibility forms, case and diacritics do not count; signs and format characters are no part of a word."""
    assert " ".join(words(text)) == expected


def test_terms_are_english_stems() -> None:
    """Porter's, of folded words; short words and numbers stay. Other scripts say which stems their words have."""
    assert terms("Running the généralizations as 500s of ПОИСКА") == "run the gener as 500 of поиск"


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("de", "Häuser Haus Hauses HÄUSER"),
        ("es", "organización organizaciones organizacion"),
        ("fr", "régions région region"),
        ("pt", "organização organizações organizacao organizacoes"),
        ("pt", "aceitável aceitáveis aceitavel"),
        ("it", "organizzazione organizzazioni"),
        ("nl", "vergaderingen vergadering"),
        ("sv", "städerna städer stad"),
        ("tr", "kızlar kız kizlar"),
        ("tr", "çocukları çocuklar çocuk cocuklari"),
        ("pl", "pracownik pracownika pracowników pracownikow"),
        ("ru", "договора договору договор"),
        ("", "договора договору договор"),
        ("de", "договора договору договор"),
        ("ar", "مدرسة المدرسة مدرسه مَدْرَسَة مــدرسة"),
        ("", "أحمد احمد"),
        ("fa", "کتاب كتاب کتابها"),
        ("", "٥٠٠ 500 ۵۰۰ ५००"),
        ("ru", "Running runs"),
        ("zh", "databases database"),
    ],
)
def test_forms_of_a_word_have_one_term(language: str, forms: str) -> None:
    """With and without diacritics, in the language of the text or of the script."""
    assert len(set(terms(forms, language).split())) == 1


@given(st.text(), st.sampled_from(["", *LATIN, "ru", "ar", "fa", "ur", "hi", "ne", "sr", "yi", "zh", "xx", "'; --"]))
def test_terms_are_clean_in_every_language(text: str, language: str) -> None:
    """No rule of a stemmer makes a space, a sign or nothing of a word."""
    made = terms(text, language).split()
    assert len(made) == len(words(text))
    assert all(unicodedata.category(sign)[0] in "LNM" for one in made for sign in one)


@given(st.text())
def test_one_function_in_three_forms(text: str) -> None:
    """Words, terms and tokens agree, and tokens stand where they say."""
    tokens = analyze(text)
    assert tuple(token.word for token in tokens) == words(text)
    assert " ".join(token.term for token in tokens) == terms(text)
    assert all(map(clean, words(text)))
    assert [token.term for token in tokens] == [term(word) for word in words(text)]
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)


def test_tokens_name_their_stretch() -> None:
    """Offsets are those of the text, whatever was folded or passed over before."""
    text = "ﬁne İs\xadlands — 5㎏"
    stretches = [(text[token.start : token.end], token.word) for token in analyze(text)]
    assert stretches == [("ﬁne", "fine"), ("İs\xadlands", "islands"), ("5", "5"), ("㎏", "kg")]


@pytest.mark.parametrize("sign", ["x", "7", "é", "\u0301", "\u05b0", "字", "\x00", "\uf0b7", "ก็"])
def test_no_space_for_long(sign: str) -> None:
    """One word, pairs, or nothing: each short, and what follows is a word of its own."""
    found = words(sign * 300_000 + " last")
    assert found[-1] == "last"
    assert max(map(len, found)) <= MOST_CHARS


def test_signs_that_are_several_words_cost_what_cutting_them_costs() -> None:
    """A megabyte of one sign is hundreds of thousands of words, each of which is stemmed once."""
    signs = "\ufdfa" * 20_000
    begun = time.process_time()
    words(signs)
    cut = time.process_time() - begun
    terms(signs, "ar")
    assert time.process_time() - begun - cut < 5 * cut
