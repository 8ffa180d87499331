"""Sentences end where people end them, in several languages."""

import pytest

from pipelines.text.sentences import sentences


def cut(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Stimmberechtigt ist, wer das 16. Lebensjahr vollendet hat.",
        "Die Beiträge werden am 15. Februar eingezogen, bis Montag, 3. März 2025.",
        "Sie wohnt im 3. Stock in der Zimmerstr. Nr. 4 (vgl. Kap. 3 bzw. Übersicht).",
        "Der Verein besteht seit dem 19. Jahrhundert, z. B. Turner und ggf. Gäste.",
        "Neem contact op met dhr. Jansen of mevr. De Vries, bijv. Op dinsdag.",
        "Mötet börjar kl. 18 och t.ex. Anna är med.",
        "Pregunte a la Sra. García (núm. 4, pág. 12) o al Dr. Ruiz.",
        "Rivolgersi al sig. Rossi o al dott. Bianchi.",
        "Роман А. С. Пушкина хранится в г. Москва на ул. Мира, см. Приложение и рис. 4.",
        "เปิดเวลา 8.30 น. ถึง 16.00 น. ทุกวัน พ.ศ. 2560",
        "Il a dit : « Venez demain. »",
        "Er sagte: „Kommen Sie morgen.“",
        "Das kostet ca. über 100 Euro … je nach Größe.",
    ],
)
def test_what_is_one_sentence(text: str) -> None:
    """Abbreviations, ordinals, dates, initials and closing quotation marks end none."""
    assert cut(text) == [text]


@pytest.mark.parametrize(
    "said",
    [
        ["I am 16. My sister is 12."],
        ["We meet at 9 a.m. The shop opens later."],
        ["Die Halle fasst 300. Danach ist Schluss."],
        ["Vi ses den 16. Det blir bra."],
    ],
)
def test_a_number_or_an_hour_may_end_one(said: list[str]) -> None:
    """Where a new sentence begins behind it."""
    assert len(cut(said[0])) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("متى تفتح المكتبة؟ تفتح في الثامنة.", ["متى تفتح المكتبة؟", "تفتح في الثامنة."]),
        ("دکان کھلی ہے۔ آئیے۔", ["دکان کھلی ہے۔", "آئیے۔"]),
        ("दुकान खुली है। आइए।", ["दुकान खुली है।", "आइए।"]),
        (
            "สระว่ายน้ำเปิดหกโมงเช้าถึงสองทุ่ม ปิดทำความสะอาดทุกวันพุธ เด็กอายุต่ำกว่า 12 ปีต้องมีผู้ปกครองอยู่ด้วย และต้องอาบน้ำ",
            [
                "สระว่ายน้ำเปิดหกโมงเช้าถึงสองทุ่ม ปิดทำความสะอาดทุกวันพุธ",
                "เด็กอายุต่ำกว่า 12 ปีต้องมีผู้ปกครองอยู่ด้วย และต้องอาบน้ำ",
            ],
        ),
        ("几点开门？八点。", ["几点开门？", "八点。"]),
        ("「明日来る。」次は３．５です．終わり．", ["「明日来る。」", "次は３．５です．", "終わり．"]),
        ("Книги и т. д. Весит 5 г. Купите.", ["Книги и т. д.", "Весит 5 г.", "Купите."]),
        ("Il part. « Adieu », dit-il.", ["Il part.", "« Adieu », dit-il."]),
        ("Er ging. »Komm!« rief sie.", ["Er ging.", "»Komm!«", "rief sie."]),
        ("Er sagte: „Komm.“ Sie kam.", ["Er sagte: „Komm.“", "Sie kam."]),
    ],
)  # fmt: skip
def test_full_stops_of_other_scripts(text: str, found: list[str]) -> None:
    """Question marks, dandas and closing marks belong to what they end."""
    assert cut(text) == found


def test_a_run_of_full_stops_costs_what_it_is_long() -> None:
    """Many signs and digits are cut in one pass."""
    assert len(cut("1. " * 20_000)) >= 1
    assert len(cut("." * 200_000)) == 1
    assert len(cut("กข " * 60_000)) > 1000
