"""Mistyped words become the words of the documents; what is no error of typing stays."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from pipelines.evidence.spelling import distance, foreign, languages, mend
from pipelines.evidence.vocabulary import Lexicon, Vocabulary, mask
from pipelines.types import Scope
from tests.unit.pipelines.answering_desk import LIBRARY, ORG, PRIVATE, SOURCE, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.publish(LIBRARY)
    made.publish({"secret.md": "Salaries\n\nThe zweihander vault is opened by Olaf."}, source=PRIVATE)
    made.publish({"other.md": "The quibbling house."}, source="other-source", org="org-2")
    return made


@pytest.fixture
def vocabulary(desk: Desk) -> Vocabulary:
    return Vocabulary(desk.index)


def lexicon(vocabulary: Vocabulary, *sources: str) -> Lexicon:
    return vocabulary.of(Scope(ORG, frozenset(sources or (SOURCE,))))


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("where are the lokers", "where are the lockers"),
        ("wich colection is next to the printers?", "which collection is next to the printers?"),
        ("teh readingroom", "the reading room"),
        ("How long is a laon?", "How long is a loan?"),
        ("WHERE ARE THE LOKERS", "WHERE ARE THE lockers"),
        ("the saturdsay hours", "the saturdays hours"),
    ],
)
def test_what_is_mended(vocabulary: Vocabulary, typed: str, searched: str) -> None:
    """One edit, two in a long word, two words run together, letters swapped in a short one."""
    assert mend(typed, lexicon(vocabulary)).text == searched


@pytest.mark.parametrize(
    "typed",
    [
        "Who is Lindquist?", "What does E08x mean?", "MG-52a", "summarise the lokks", "a renewal of loans",
        "Wie lange dauert das Ausleihen?", "Why?", "", "how tall is an elefant", "table", "Is Marti a director?",
    ],
)  # fmt: skip
def test_what_is_spared(vocabulary: Vocabulary, typed: str) -> None:
    """Names in mid-sentence, codes, commands, inflections, other languages, words far from any, common words."""
    assert mend(typed, lexicon(vocabulary), frozenset({"table"})).repairs == ()


def test_repairs_are_told(vocabulary: Vocabulary) -> None:
    """As (typed, searched)."""
    assert mend("the lokers", lexicon(vocabulary)).repairs == (("lokers", "lockers"),)


def test_words_of_other_sources_and_organisations_do_not_show(vocabulary: Vocabulary) -> None:
    """Each scope has its own words: nothing becomes a word that it must not know."""
    assert mend("the zweihandr", lexicon(vocabulary)).repairs == ()
    assert mend("the quibling", lexicon(vocabulary)).repairs == ()
    assert mend("the zweihandr", lexicon(vocabulary, SOURCE, PRIVATE)).repairs == (("zweihandr", "zweihander"),)
    assert lexicon(vocabulary, "unknown").words == ()


def test_new_and_retired_documents_are_noticed(desk: Desk) -> None:
    """At once where their number changes, a replaced one after a minute."""
    now = [0.0]
    vocabulary = Vocabulary(desk.index, clock=lambda: now[0])
    before = lexicon(vocabulary)
    assert "gramophone" not in before.counts
    desk.publish({"new.md": "A gramophone is lent for a week."})
    assert lexicon(vocabulary).counts["gramophone"] == 1
    desk.publish({"new.md": "A phonograph is lent for a week."})
    now[0] = 61.0
    after = lexicon(vocabulary)
    assert ("gramophone" in after.counts, "phonograph" in after.counts) == (False, True)
    rows = desk.index.list(Scope(ORG, frozenset({SOURCE}))).items
    desk.index.retire(ORG, [row.document_id for row in rows if row.uri == "new.md"], tombstone=True)
    assert "phonograph" not in lexicon(vocabulary).counts


@pytest.mark.parametrize(
    ("pair", "expected"),
    [(("loan", "laon"), 1), (("loan", "loan"), 0), (("loan", "lane"), 2), (("loan", "lockers"), 3), (("ab", "ba"), 1)],
)
def test_distance(pair: Sequence[str], expected: int) -> None:
    """Insertions, deletions, replacements and swapped neighbours cost one each; more than two is three."""
    assert distance(pair[0], pair[1], 2) == expected


@pytest.mark.parametrize(
    ("typed", "known", "searched"),
    [
        ("Who is Mr Doyl?", "doyle", "Who is Mr doyle?"),
        ("limit in Maroco", "morocco", "limit in morocco"),
        ("Who is Tariq?", "tarik", "Who is tarik?"),
        ("Who is Mr Biden?", "baden", "Who is Mr Biden?"),
        ("Who is Mr Paul?", "paula", "Who is Mr Paul?"),
        ("with a ful tank", "full", "with a full tank"),
    ],
)
def test_a_name_is_repaired_only_where_it_sounds_the_same(typed: str, known: str, searched: str) -> None:
    """With other letters of the same sound or one more of them; another vowel, or ending, is another name."""
    assert mend(typed, of_words(known, "tank", "limit", "with")).text == searched


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("Wie viel kostet der Schrank?", "de"), ("Combien coûte le sauna ?", "fr"), ("¿Cuándo es la asamblea?", "es"),
        ("Сколько стоит сауна?", "ru"), ("会费多少钱?", "zh"), ("How much is the locker?", None),
    ],
)  # fmt: skip
def test_a_question_in_a_language_of_no_document_is_told(question: str, code: str | None) -> None:
    """By its words of grammar, or by its letters; and the documents' own language is known."""
    english = of_words(
        *[
            "the",
            "a",
            "and",
            "of",
            "which",
            "that",
            "this",
            "are",
            "were",
            "from",
            "with",
            "would",
            "should",
            "any",
            "about",
            "what",
            "you",
            "if",
        ]
    )
    assert foreign(question, english) == code
    assert languages(english) == ("en",)


def test_documents_in_two_languages_answer_in_both() -> None:
    """Whoever asks in one of them is no stranger; an English question to German documents is."""
    german = [
        "aber",
        "alle",
        "als",
        "auch",
        "auf",
        "aus",
        "bei",
        "dass",
        "dein",
        "dem",
        "den",
        "der",
        "des",
        "dich",
        "durch",
        "ein",
        "eine",
        "einem",
        "einen",
        "er",
        "es",
    ]
    english = [
        "the",
        "and",
        "which",
        "that",
        "this",
        "are",
        "were",
        "from",
        "with",
        "would",
        "should",
        "any",
        "about",
        "what",
        "you",
        "if",
    ]
    assert foreign("Wann ist das Treffen?", of_words(*german, *english)) is None
    assert set(languages(of_words(*german, *english))) == {"de", "en"}
    assert foreign("What are the fees of the club?", of_words(*german)) == "en"


def of_words(*words: str) -> Lexicon:
    """What documents with these words are written with."""
    masks = np.fromiter((mask(word) for word in words), dtype=np.uint64)
    return Lexicon(words, dict.fromkeys(words, 1), masks, np.array([len(word) for word in words], dtype=np.int16))
