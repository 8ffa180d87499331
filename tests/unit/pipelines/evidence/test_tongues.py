"""Questions in languages other than English: what they ask for, and what they are held against."""

import pytest

from pipelines.answer.no_answers import WORDINGS
from pipelines.answer.wording import NOTHING, closest, nothing
from pipelines.evidence.compounds import completed, halves, spelt, within
from pipelines.evidence.fitting import offered
from pipelines.evidence.followup import standalone
from pipelines.evidence.kinds import Kind, offers, wanted
from pipelines.evidence.names import names_of
from pipelines.evidence.talk import Subject, talk
from pipelines.evidence.tongues.telling import TONGUES, tongue_of
from pipelines.evidence.words import asked, content_stems, language_for, stem
from pipelines.questions import Turn
from pipelines.text.sentences import sentences

ASKED = [
    ("de", "Wie lange dauert die Probezeit?", Kind.DURATION, "Die Probezeit beträgt sechs Monate.", "Sie ist bezahlt."),
    ("de", "Wie hoch ist die Kaution?", Kind.PRICE, "Die Kaution beträgt 1.200,50 Euro.", "Sie wird verzinst."),
    ("fr", "Combien de temps dure l'allumage ?", Kind.DURATION, "Il faut huit minutes.", "Il est automatique."),
    ("es", "¿Cuándo abre la piscina?", Kind.DATE, "Abre el 3 de marzo a las diez.", "Tiene agua caliente."),
    ("it", "Quanto costa il parcheggio?", Kind.PRICE, "Il posto costa 12 euro.", "Il posto è coperto."),
    ("nl", "Hoe vaak wordt het filter geleegd?", Kind.DATE, "Tweemaal per jaar.", "Het filter is wit."),
    ("sv", "Hur länge gäller garantin?", Kind.DURATION, "Garantin gäller i sex år.", "Garantin är skriftlig."),
    ("ru", "Сколько дней длится отпуск?", Kind.DURATION, "Отпуск длится 28 дней.", "Отпуск оплачивается."),
    ("ar", "كم تبلغ غرامة التأخير؟", Kind.PRICE, "الغرامة ٥ دنانير.", "الغرامة تدفع نقدا."),
    ("zh", "年假有多少天？", Kind.DURATION, "员工每年享有十五天年假。", "年假须提前申请。"),
    ("ja", "会議は何時に始まりますか。", Kind.DATE, "会議は午前9時に始まります。", "会議の資料は配ります。"),
    ("ko", "회비는 얼마입니까?", Kind.PRICE, "회비는 20,000원입니다.", "회비는 돌려주지 않습니다."),
    ("th", "เครื่องรับประกันกี่ปี", Kind.DURATION, "รับประกันสองปี", "รับประกันโดยผู้ผลิต"),
]


@pytest.mark.parametrize("case", ASKED)
def test_a_kind_is_asked_for_and_found_in_the_languages_own_words(case: tuple[str, str, Kind, str, str]) -> None:
    """Numbers, spans, dates and prices as they are written there."""
    language, question, kind, holds, lacks = case
    assert tongue_of(question) == language
    assert wanted(question) is kind
    assert offers(question, holds)
    assert not offers(question, lacks)


@pytest.mark.parametrize("question", ["Where is the hat in the hall?", "What is a die cast of?", "come per volume", ""])
def test_english_stays_english(question: str) -> None:
    """Words of grammar that other languages have too do not make it theirs."""
    assert tongue_of(question) == "en"


def test_a_question_is_stemmed_as_its_passages_are() -> None:
    """Its own language where a passage is in it, else the only one there is."""
    assert language_for("WLAN Kennwort", ("de", "de")) == "de"
    assert language_for("Wo ist das WLAN?", ("de", "en")) == "de"
    assert language_for("Where is it?", ("de", "fr")) == "en"
    assert language_for("Where is it?") == "en"


def test_stems_are_the_languages_own() -> None:
    """And English ones stay what they were."""
    assert stem("krankmeldungen", "de") == stem("krankmeldung", "de")
    assert stem("отпуска", "ru") == stem("отпуск", "ru")
    assert stem("running") == stem("running", "en") == "run"


def test_what_asks_and_binds_is_not_looked_for() -> None:
    """Of a script without spaces no pair reaches over a word of grammar."""
    assert set(asked("年假有多少天？").words) == {"年假"}
    assert set(asked("有給休暇は何日ありますか。").words) == {"有給", "給休", "休暇"}
    assert content_stems("会议室在哪里", "zh") == {"会议", "议室"}


def test_a_compound_stands_where_its_halves_stand() -> None:
    """And a word where a compound of it stands; a word of four letters within another says nothing."""
    question = asked("Wie hoch ist der Urlaubsanspruch?")
    one = stem("urlaubsanspruch", "de")
    held = frozenset({stem("urlaub", "de"), stem("anspruch", "de")})
    assert one in completed(held, halves(question))
    assert one not in completed(frozenset({stem("urlaub", "de")}), halves(question))
    spelled = {stem(word, "de"): word for word in ("urlaubsanspruch", "tag")}
    assert within({stem("urlaub", "de"): "urlaub"}, spelled, "de") == {stem("urlaub", "de"): frozenset({one})}
    assert within({"tag": "tag"}, {"tagung": "tagung"}, "de") == {}


def test_halves_stand_in_other_forms_and_compounds() -> None:
    """Of a period of notice where notice is given and a period told; "Überstunden" are no hours."""
    question = asked("Welche Kündigungsfrist gilt?")
    said = {stem(word, "de"): word for word in ("gekundigt", "frist", "haus")}
    one = stem("kundigungsfrist", "de")
    assert one in completed(frozenset(said), spelt(question, said))
    assert one not in completed(frozenset(said), spelt(question, {"frist": "frist"}))
    kurs = {stem(word, "de"): word for word in ("schwimmkurs", "kurs")}
    assert within({stem("schwimmkurs", "de"): "schwimmkurs"}, kurs, "de")[stem("schwimmkurs", "de")] == {"kur"}
    hours = {stem(word, "de"): word for word in ("uberstunden", "stunden")}
    assert within({stem("uberstunden", "de"): "uberstunden"}, hours, "de") == {}


FITTING = [
    ("Wie tief ist das Becken?", "Das Becken ist 2 Meter tief.", "Das Becken ist 24 Grad warm."),
    ("Wie lange dauert die Probezeit?", "Sie dauert sechs Monate.", "Gearbeitet wird zwei Tage in der Woche."),
    ("Wie viele Mitglieder hat der Verein?", "Dem Verein gehören 120 Mitglieder an.", "Er kostet 80 Euro im Jahr."),
    ("Wer ist der Hausmeister?", "Zuständig ist Herr Klein.", "Der Hausmeister ist krank."),
    ("Wann wurde das Bad gebaut?", "Es entstand 1987.", "Es hat von 8 bis 20 Uhr offen."),
    ("ما عمق المسبح؟", "عمق المسبح ٢ متر.", "يفتح المسبح في الساعة ٨."),
    ("ما مدة فترة التجربة؟", "فترة التجربة ثلاثة أشهر.", "يعمل يومين في الأسبوع."),
    ("من هو مدير الشركة؟", "يرأسها الدكتور سامي.", "لا بد من موافقة المدير."),
]


@pytest.mark.parametrize(("question", "fits", "near"), FITTING)
def test_what_is_near_a_kind_is_none_of_it(question: str, fits: str, near: str) -> None:
    """A measure in other units, how often instead of how long, prices for persons, the word that is asked of."""
    assert offered(question, fits) is True
    assert offered(question, near) is False


def test_pairs_that_arose_where_words_meet_stand_with_their_neighbours() -> None:
    """电脑密码 is said as 电脑的密码."""
    question = asked("电脑密码是什么？")
    assert "脑密" in completed(frozenset({"电脑", "密码"}), halves(question))
    assert "脑密" not in completed(frozenset({"电脑"}), halves(question))


def test_names_are_those_of_languages_with_case() -> None:
    """A German noun is none; of Chinese, Latin words and long numbers are."""
    assert names_of("Wann wird die Heizung im Keller gewartet?") == ()
    assert names_of("Wo wohnt Frau Weber seit 2019?") == ("2019",)
    assert names_of("如何在PostgreSQL 14里备份3张表？") == ("PostgreSQL", "14")
    assert names_of("¿Quién es Marta Ruiz?") == ("Marta", "Ruiz")


@pytest.mark.parametrize(
    ("said", "subject", "language"),
    [
        ("Buongiorno!", Subject.GREETING, "it"),
        ("Tack så mycket", Subject.THANKS, "sv"),
        ("Wat kun je doen?", Subject.ABLE, "nl"),
        ("Кто ты?", Subject.SELF, "ru"),
        ("شكرا جزيلا", Subject.THANKS, "ar"),
        ("你好！", Subject.GREETING, "zh"),
        ("你有哪些文档？", Subject.DOCUMENTS, "zh"),
        ("ありがとうございます。", Subject.THANKS, "ja"),
        ("안녕하세요", Subject.GREETING, "ko"),
        ("สวัสดีครับ", Subject.GREETING, "th"),
    ],
)
def test_small_talk_is_known_in_thirteen_languages(said: str, subject: Subject, language: str) -> None:
    """As a whole; more than it is a question to the documents."""
    found = talk(said)
    assert found is not None
    assert (found.subject, found.language) == (subject, language)
    assert talk(f"{said} 年假 parking 2024") is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Stimmberechtigt ist, wer das 16. Lebensjahr vollendet hat. Der Beitrag ist am 3. März fällig.", 2),
        ("Das gilt z. B. für Gäste, ggf. auch für Kinder. Am 1. Mai ist zu.", 2),
        ("I am 16. My dog is 5. It runs.", 3),
        ("你好。他说：“再见。”然后走了！真的？", 4),
        ("ما هذا؟ هذا كتاب. انتهى۔ نعم", 4),
        ("Он сказал «да». Т. е. это так.", 2),
        ("«Vale.» Entonces se fue. El núm. 5 es mío.", 3),
    ],
)
def test_sentences_end_as_their_language_ends_them(text: str, count: int) -> None:
    """Ordinals and abbreviations do not, full stops of other scripts do."""
    assert len(list(sentences(text))) == count


def test_no_answer_is_said_in_the_questions_language() -> None:
    """In English for any other; documents in another language are called by its own name."""
    assert nothing("pt") == nothing("en") == NOTHING
    said = {language: nothing(language) for language in WORDINGS}
    assert len(set(said.values())) == len(WORDINGS) == len(TONGUES)
    assert "Deutsch" in nothing("ja", "ja", ("de",))
    assert nothing("ja", "ja", ()) == nothing("ja")
    assert all("“X1”" in closest(language, ["X1"]) for language in WORDINGS)


@pytest.mark.parametrize(
    ("before", "question", "carried"),
    [
        ("年假有多少天？", "那它可以结转吗？", "年假"),
        ("Сколько дней длится отпуск?", "А для стажёров?", "отпуск"),
        ("Quanto costa il parcheggio?", "E per gli ospiti?", "parcheggio"),
        ("Wie lange dauert die Probezeit?", "Und für Lehrlinge?", "Probezeit"),
    ],
)
def test_a_question_that_points_back_carries_the_one_before(before: str, question: str, carried: str) -> None:
    """What it leaves unsaid counts half, by the stems of its language; one that does not point back stands alone."""
    turned = standalone(question, [Turn("user", before), Turn("assistant", "…")])
    assert carried in turned.text
    assert set(turned.shares().values()) == {0.5}
    assert standalone(before, [Turn("user", question), Turn("assistant", "…")]).text == before
