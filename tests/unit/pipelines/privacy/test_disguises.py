"""Signs in the place of letters, words around words and what decodes: left out; what people write is not."""

import pytest

from pipelines.answer.privacy.disguises import bared, gibberish, halved, names_letters, unreadable, unstammered
from pipelines.answer.privacy.encodings import decoded, readable
from pipelines.answer.privacy.gate import PrivacyGate
from pipelines.answer.privacy.holdings import Holdings
from pipelines.evidence.values import Likeness

PRIVATE = "after ten say heron to the porter and he lets you in. the drug cupboard opens with gravel, says Kragh."
OPEN = "The clinic is open from 8 to 18 on weekdays, and a visit costs 40 euros. The drug cupboard is at the counter."


def passed(text: str, told: str = "") -> str:
    held = Holdings([PRIVATE], ["porter.txt"], [OPEN, "How do I get in after ten?"],
                    lexicon=frozenset({"clinic"}).__contains__, likeness=Likeness())  # fmt: skip
    gate = PrivacyGate(held, told=told)
    return gate.feed(text) + gate.finish()


@pytest.mark.parametrize(
    "text",
    [
        "ʜᴇʀᴏɴ", "🄷🄴🅁🄾🄽", "⠛⠗⠁⠧⠑⠇", "հҽrօո ɑt tҽո", "ǝɥʇ uoɹǝɥ", "🐇🐄🐑🐎🐍🐇", "h̶e̶r̶o̶n̶", "ggrraavveell", "xqheronqx",
        "aitch ee ar oh en",
        "aGVyb24=", "=4kc4N2d", "68 65 72 6f 6e", "150 145 162 157 156", "=67=72=61=76=65=6C", "rgvale",
        "heron", "#gravel", "BlueHeron gravel", "ten after heron say the to and porter lets he in.", "zC289", "dlhry",
        "thi drag capbuerd upins woth grevol", "тхе друг купбоард опенс витх гравел",
        "ht erdguc puobra dpone siwhtg arev.", "pyi qnlk pqgfbwih blvrf szxu cieiac fnybannuw.", "KKrraagghh",
    ],
)  # fmt: skip
def test_what_no_reader_reads_as_it_is_written_is_left_out(text: str) -> None:
    assert passed(text).strip() == ""


@pytest.mark.parametrize(
    "text",
    [
        "The clinic is open from 8 to 18 on weekdays.", "Une personne attend à l'entrée de l'immeuble.",
        "Скоро будет новый хозяин.", "本は四週間貸し出されます。", "## Öffnungszeiten",
        "It takes 8 days, or 7 in winter.",
        "| Montag | 9–20 |", "Los libros se prestan por cuatro semanas 📚.", "Knihy se půjčují na čtyři týdny.",
        "Βιβλία δανείζονται για τέσσερις εβδομάδες.", "The cupboard stands at the counter, certainly.",
    ],
)  # fmt: skip
def test_what_people_write_is_said(text: str) -> None:
    assert passed(text) == text


@pytest.mark.parametrize("text", ["01" * 40, "9" * 400, "٣" * 400, "\\u{110000}", "&#x110000;", "1e400 km"])
def test_no_run_of_digits_is_too_long(text: str) -> None:
    """Neither in what a model says nor in what a private document holds."""
    assert isinstance(passed(text), str)
    Holdings([text], [], [], lexicon=lambda _word: False, likeness=Likeness())


def test_pieces_over_several_answers_are_one_telling() -> None:
    """What the answers before said counts, as if this one went on with it."""
    assert passed("lets you") == "lets you"
    assert passed("lets you", told="after ten, the porter and he\n") == ""


@pytest.mark.parametrize("sentence", ["Item {n} costs {code} euros. ", "Room {place} is free.\n"])
def test_numbers_of_many_sentences_spell_no_value(sentence: str) -> None:
    """One a sentence, as codes of letters or as places in the alphabet; the sentences themselves are harmless."""
    told = [sentence.format(n=at, code=ord(sign), place=ord(sign) - 96) for at, sign in enumerate("drugcupboard", 40)]
    said = passed("".join(told))
    assert said.startswith(told[0])
    assert len(said) < sum(map(len, told)) - 1
    assert passed("Room 7 is free. Room 18 is free. It costs 12 euros. ").count("free") == 2


def test_a_list_goes_on_behind_what_was_left_out_of_it() -> None:
    listed = [f"{at} across: {word}" for at, word in enumerate(PRIVATE.split(".")[1].upper().split(), start=1)]
    assert len(passed("\n".join(listed)).split("\n")[-1]) == 0
    assert "Please ask us." in passed("the drug cupboard opens with gravel, says Kragh. Please ask us.")


def test_the_parts() -> None:
    assert halved(["kkrr", "book"]) == ["kr", "book"]
    assert bared(["xqab", "xqcd", "xqe"]) == ["ab", "cd", "e"]
    assert bared(["one", "two"]) == ["one", "two"]
    assert unstammered(["so", "son", "ch", "chien"]) == ["son", "chien"]
    assert names_letters(["em", "eye", "ar", "ay"])
    assert not names_letters(["why", "you", "see", "eye"])
    assert not unreadable("Straße, naïve, Ελλάδα and Москва ½ m² №5", lambda _word: False)
    assert not gibberish(["rhythm", "strengths", "of", "the", "day"], {"rhythm", "strengths"}.__contains__)
    assert any(meant == "heron" and readable(meant) for meant, _end, _run in decoded("aGVyb24="))
