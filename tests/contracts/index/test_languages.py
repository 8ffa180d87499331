"""Chunks of several languages in one index: each is found by the forms of its own words."""

from dataclasses import replace

import pytest

from pipelines.index.protocol import Index
from pipelines.types import Fusion
from tests.contracts.index.making import ORG, SCOPE, SOURCE, document, publication

TEXTS = {
    "de": "Die Verträge der Häuser wurden gekündigt.",
    "en": "The contracts of the buildings were terminated.",
    "es": "Las organizaciones firmaron los acuerdos.",
    "pt": "As instituições alugaram os armazéns.",
    "ru": "Договоры аренды зданий были расторгнуты.",
    "ar": "العقود والإجازات في المدرسة",
    "zh": "自习室的开放时间是早上八点。",
    "ja": "図書館は何時に開きますか。",
    "ko": "도서관은 아침에 문을 엽니다.",
    "th": "ห้องสมุดเปิดแปดโมงเช้า",
    "hi": "पुस्तकालय सुबह आठ बजे खुलता है",
    "": "Ogwugwu ndị na-agụ akwụkwọ",
}
ASKED = {
    "de": "Wann wurde der Vertrag über das Haus gekündigt?",
    "en": "Which contract was for a building?",
    "es": "¿Qué organización firmó el acuerdo?",
    "pt": "que instituicao tem um armazem",
    "ru": "Кто расторг договор аренды здания?",
    "ar": "متى تبدأ الاجازات في مدرسة؟",
    "zh": "自习室几点开放？",
    "ja": "図書館の時間",
    "ko": "도서관이 언제 열려요?",
    "th": "ห้องสมุดเปิดกี่โมง",
    "hi": "पुस्तकालय कब खुलता है?",
    "": "akwụkwọ",
}


@pytest.fixture
def spoken(index: Index) -> Index:
    """An index with a document of each language."""
    for language, text in TEXTS.items():
        made = publication(document(f"x{language}.md", title="T", language=language), [text])
        assert not index.publish([replace(made, chunks=[replace(one, language=language) for one in made.chunks])])
    return index


def test_each_is_found_by_its_own_words(spoken: Index) -> None:
    """In other forms than they have there, first of all."""
    for language, question in ASKED.items():
        best = spoken.search(SCOPE, question, None, k=3, fusion=Fusion()).hits[0]
        assert (best.chunk.text, best.chunk.language) == (TEXTS[language], language)


def test_the_language_of_a_chunk_is_kept(spoken: Index) -> None:
    """And is among those that questions are asked in."""
    german = document("xde.md").document_id
    assert [one.language for one in spoken.chunks(SCOPE, german)] == ["de"]
    assert set(spoken.spoken(SCOPE)) == set(TEXTS)


def test_a_language_that_came_is_asked_in_at_once(index: Index) -> None:
    """By the process that brought it; one that has gone is left out when its source is collected."""
    made = publication(document("a.md", language="de"), [TEXTS["de"]])
    index.publish([replace(made, chunks=[replace(made.chunks[0], language="de")])])
    assert set(index.spoken(SCOPE)) == {"de"}
    index.publish([publication(document("b.md"), [TEXTS["ru"]])])
    assert set(index.spoken(SCOPE)) == {"de", ""}
    index.retire(ORG, [made.row.document_id], tombstone=False)
    index.collect(ORG, SOURCE)
    index.settle()
    assert set(index.spoken(SCOPE)) == {""}


def test_terms_are_counted_in_the_languages_of_their_chunks(spoken: Index) -> None:
    """A term is in a chunk whose own form of it has the same stem."""
    total, counts = spoken.term_counts(SCOPE, ["Haus", "contract", "договор", "自习", "nothing"])
    assert (total, counts) == (len(TEXTS), {"Haus": 1, "contract": 1, "договор": 1, "自习": 1, "nothing": 0})


@pytest.mark.parametrize(
    "told",
    [
        ("de", "Der Urlaubsanspruch beträgt dreißig Tage.", "Wie hoch ist der Anspruch auf Urlaub?"),
        ("de", "Der Anspruch auf Urlaub beträgt dreißig Tage.", "Wie hoch ist mein Urlaubsanspruch?"),
        ("de", "Die Versammlung der Mitglieder ist im Mai.", "Wann ist die Mitgliederversammlung?"),
        ("nl", "De vergadering van de leden is in mei.", "Wanneer is de ledenvergadering?"),
        ("sv", "Din semesterersättning betalas i maj.", "När betalas ersättning för semester?"),
    ],
)
def test_compounds_are_found_by_their_halves_and_these_by_them(index: Index, told: tuple[str, str, str]) -> None:
    """A chunk with one half only is behind the one that has both."""
    language, text, question = told
    others = [f"{language} {word} und was sonst noch dazu im Mai steht" for word in ("Urlaub", "Anspruch", "leden")]
    for number, said in enumerate([*others, text]):
        made = publication(document(f"{number}.md", title="T"), [said])
        index.publish([replace(made, chunks=[replace(made.chunks[0], language=language)])])
    assert index.search(SCOPE, question, None, k=3, fusion=Fusion()).hits[0].chunk.text == text


def test_a_word_of_one_language_is_no_function_word_of_another(index: Index) -> None:
    """*Die* is looked for in English, *die* is not in German."""
    for language, text in (("en", "to die of thirst"), ("en", "filler of thirst"), ("de", "die Wüste und der Durst")):
        made = publication(document(f"{text[:3]}.md", title="T"), [text])
        index.publish([replace(made, chunks=[replace(made.chunks[0], language=language)])])
    english = index.search(SCOPE, "what does it mean to die of thirst?", None, k=1, fusion=Fusion())
    assert english.hits[0].chunk.text == "to die of thirst"
    german = index.search(SCOPE, "Wo ist die Wüste?", None, k=5, fusion=Fusion())
    assert [hit.chunk.text for hit in german.hits] == ["die Wüste und der Durst"]
