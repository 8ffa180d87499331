"""Bytes are read in the encoding that a browser would take; a guess is told."""

import codecs

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.decode import BREAKS, JUNK, clean, decoded
from pipelines.convert.source import Source
from pipelines.errors import PipelineError

LIBRARY = {
    "gb18030": "图书馆每天上午八点开放，借书期限为三十天。",
    "big5": "圖書館每天上午八點開放，借書期限為三十天。",
    "shift_jis": "図書館は毎日午前八時に開きます。貸出期間は三十日です。",
    "euc-jp": "図書館は毎日午前八時に開きます。貸出期間は三十日です。",
    "iso-2022-jp": "図書館は毎日午前八時に開きます。",
    "euc-kr": "도서관은 매일 오전 여덟 시에 문을 엽니다.",
    "windows-1251": "Библиотека открыта ежедневно с девяти до шести.",
    "koi8-r": "Библиотека открыта ежедневно с девяти до шести.",
    "koi8-u": "Бібліотека відкрита щодня з дев'ятої до шостої.",
    "ibm866": "Библиотека открыта ежедневно с девяти до шести.",
    "iso-8859-5": "Библиотека открыта ежедневно с девяти до шести.",
    "windows-1253": "Η βιβλιοθήκη είναι ανοιχτή καθημερινά από τις εννέα.",
    "windows-1255": "הספרייה פתוחה בכל יום משמונה בבוקר.",
    "windows-1256": "المكتبة مفتوحة يوميا من الساعة الثامنة صباحا.",
    "windows-874": "ห้องสมุดเปิดทุกวันเวลาแปดโมงเช้า",
    "windows-1252": "Die Bücherei öffnet täglich; 5 € – “geöffnet”.",
    "ibm850": "Die Bücherei öffnet später.",
    "utf-16le": "Библиотека открыта.\nGrüße",
    "utf-16be": "图书馆每天开放\n",
}
CODECS = {
    "ibm866": "cp866",
    "ibm850": "cp850",
    "windows-874": "cp874",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
}


def encoded(text: str, encoding: str) -> bytes:
    return text.encode(CODECS.get(encoding, encoding.replace("windows-", "cp")))


@pytest.mark.parametrize("encoding", LIBRARY)
def test_what_nobody_declares_is_guessed(encoding: str) -> None:
    """A sentence is enough for the languages that have an encoding of their own; the rest is western."""
    found = decoded(Source(encoded(LIBRARY[encoding], encoding), "a.txt"))
    assert (found.text, found.guessed) == (LIBRARY[encoding], encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("名前,年齢,住所\n佐藤太郎,30,東京\n髙橋淳,35,名古屋\n", "shift_jis"),
        ("教室,座位\n甲,6\n", "gb18030"),
        ("Имя;Возраст\nИван;30\n", "koi8-r"),
        ("Όνομα;Θέσεις\nΆλφα;6\n", "windows-1253"),
        ("Grüße", "windows-1252"),
        ("¿Dónde está el baño?", "windows-1252"),
        ("Åäö, på ön är det små öar å där.", "windows-1252"),
        ("Price list: Яблоки 5 EUR; Груши 6 EUR (www.example.com)", "windows-1251"),
        ("x" * 70_000 + " café à la crème", "windows-1252"),
    ],
)
def test_little_text_is_guessed_too(text: str, encoding: str) -> None:
    """A small table has a few words beyond ASCII, or they come late."""
    assert decoded(Source(encoded(text, encoding), "a.csv")).text == text


# How many bytes a character of the sentence has at the most.
WIDTHS = {"utf-8": 3, "gb18030": 2, "shift_jis": 2, "euc-jp": 2, "euc-kr": 2, "utf-16le": 2}


@pytest.mark.parametrize(("encoding", "shift"), [(name, at) for name, width in WIDTHS.items() for at in range(width)])
def test_a_character_cut_by_the_sample_does_not_matter(encoding: str, shift: int) -> None:
    """The first 64 kB decide, wherever they end."""
    text = "a" * shift + LIBRARY.get(encoding, LIBRARY["gb18030"]) * 2_000
    assert decoded(Source(encoded(text, encoding), "a.txt")).text == text


@pytest.mark.parametrize(
    ("label", "data", "text"),
    [
        ("iso-8859-1", b"Price: \x805 \x96 \x93open\x94 caf\xe9", "Price: €5 – “open” café"),
        ("ascii", b"caf\xe9", "café"),
        ("gb2312", "价格：價".encode("gb18030"), "价格：價"),
        ("Shift_JIS", "髙橋①".encode("cp932"), "髙橋①"),
        ("ks_c_5601-1987", "똠방".encode("cp949"), "똠방"),
        ("big5", "圖書館".encode("big5"), "圖書館"),
        ("utf-16", b"Plain ascii", "Plain ascii"),
        ("no-such-thing", b"caf\xe9 \x805", "café €5"),
        ("utf-8", "Die Bücherei öffnet täglich für 5 €".encode("cp1252"), "Die Bücherei öffnet täglich für 5 €"),
        ("koi8-r", "Библиотека".encode("koi8_r"), "Библиотека"),
    ],
)
def test_labels_mean_what_they_mean_to_browsers(label: str, data: bytes, text: str) -> None:
    """As the encoding standard has it; a label that is wrong is no label."""
    for page in (
        b'<meta charset="%s"><p>%s' % (label.encode(), data),
        b'<html><head><title>t</title><style>%s</style><meta content="text/html; charset=%s" http-equiv=x></head>'
        b"<body><p>%s" % (b"a{}" * 2_000, label.encode(), data),
        b"<?xml version='1.0' encoding='%s'?><html><body><p>%s</p></body></html>" % (label.encode(), data),
    ):
        assert convert(Source(page, "a.html")).text.text == text


def test_only_a_declaration_declares() -> None:
    """Not the encoding of a script, nor what stands in a comment; a byte order mark wins over a declaration."""
    page = '<script charset="utf-8" src=x></script><!-- <meta charset="utf-8"> --><meta charset="koi8-r"><p>Да, нет'
    assert convert(Source(page.encode("koi8_r"), "a.html")).text.text == "Да, нет"
    marked = codecs.BOM_UTF8 + '<meta charset="koi8-r"><p>Да, нет'.encode()
    assert convert(Source(marked, "a.html")).text.text == "Да, нет"


def test_slips_do_not_spoil_utf_8() -> None:
    """A byte that was cut or damaged costs its letter, not all the others."""
    found = decoded(Source("Grüße aus Köln, schöne Grüße".encode() + b"\xc3", "a.txt"))
    assert (found.text, found.guessed) == ("Grüße aus Köln, schöne Grüße\ufffd", None)


def test_excel_saves_its_tables_so() -> None:
    """In windows-1252 with semicolons, and in UTF-16 with tabs."""
    western = convert(Source("Name;Preis\r\nMüller;12,50 €\r\n".encode("cp1252"), "a.csv")).text
    assert western.text == "Name; Preis\n\nName: Müller; Preis: 12,50 €"
    assert western.meta == {"encoding": "windows-1252"}
    wide = convert(Source(codecs.BOM_UTF16_LE + "Name\tOrt\r\nMüller\tKöln\r\n".encode("utf-16-le"), "a.csv")).text
    assert (wide.text, dict(wide.meta)) == ("Name; Ort\n\nName: Müller; Ort: Köln", {})


@pytest.mark.parametrize(
    "data",
    [
        bytes((index * 7919 + 13) % 256 for index in range(4_000)),
        bytes(range(128, 256)) * 20,
        b"\x00\x01\x00\x02" * 200,
        "The library is open daily from nine to six.".encode("cp500"),
    ],
)
def test_rubbish_is_refused(data: bytes) -> None:
    """What is text in no encoding ends failed, with a code."""
    with pytest.raises(PipelineError) as failure:
        convert(Source(data, "a.txt"))
    assert failure.value.code in ("type_mismatch", "bad_encoding")
    assert "<" not in failure.value.message


def test_words_are_whole() -> None:
    """What is not seen within a word does not part it; where scripts have no spaces it does, and letters join by it."""
    page = "<p>Donau&shy;dampf&#173;schiff, zero&#8203;width, wo\u2060rd, می\u200cخواهم, ภาษา\u200bไทย"
    text = "Donaudampfschiff, zerowidth, word, می\u200cخواهم, ภาษา\u200bไทย"
    assert convert(Source(page.encode(), "a.html")).text.text == text
    assert convert(Source("Donau\u00addampf\u200bschiff".encode(), "a.md")).text.text == "Donaudampfschiff"


def test_no_sign_escapes_the_quick_look() -> None:
    for code in range(0x11000):
        text = f"a{chr(code)}b"
        assert clean(text) == JUNK.sub("", BREAKS.sub("\n", text)), hex(code)
