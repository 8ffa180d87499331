"""Confidence comes from absolute evidence, in three bands; what stands nowhere holds it down."""

import math
from dataclasses import replace

import pytest

from pipelines.evidence.confidence import CAP, LIFT, band, judge, logit, spoken
from pipelines.evidence.kinds import Kind, offers, wanted
from pipelines.evidence.names import names_of
from pipelines.evidence.values import Band, Sentence
from pipelines.evidence.words import asked, stems
from pipelines.questions import Passage

TEXT = "The loan of a bicycle ends after nine days in Merrowby."
PASSAGE = Passage("d", "v", "s", "o", "Bicycles", "u", (), None, 0, len(TEXT), TEXT, 1.0, None, None)
READ = frozenset(stems(TEXT))
BEST = Sentence(
    PASSAGE, 0, len(TEXT), TEXT, score=5.0, coverage=1.0, pairs=1.0, cosine=0.7, own=1.0, around=1.0, titled=0.7,
    held=READ, near=READ, read=READ,
)  # fmt: skip


def weights(question: str) -> dict[str, float]:
    return dict.fromkeys(asked(question).words, 2.0)


def judged(question: str, sentence: Sentence = BEST) -> tuple[float, tuple[str, ...]]:
    made = judge(asked(question), [sentence], weights(question))
    return made.probability, made.reasons


def test_the_measured_formula() -> None:
    """The logistic of the measured recipe, to the last coefficient; no sentence, no confidence."""
    question = asked("When does the loan of a bicycle end?")
    first = replace(BEST, offered=True)
    second = replace(BEST, score=4.0, passage=replace(PASSAGE, document_id="e"), text="Bicycles are lent in Merrowby.")
    expected = -4.19 + 1.18 * 0.7 + 0.69 + 0.41 + 0.45 + 0.13 + 0.99 + 2.26 * 0.7 + 0.17 + 0.49 + 0.70
    assert logit([first, second]) == pytest.approx(expected)
    assert judge(question, [first, second], {}).probability == pytest.approx(1 / (1 + math.exp(-expected)))
    assert judge(question, [], {}).probability == 0.0


def test_what_stands_nowhere_is_no_answer() -> None:
    """A name, a number, the rarest word, or the price that was asked for: each alone keeps it from being an answer."""
    assert judged("When does the loan of a bicycle end?", replace(BEST, offered=True))[0] > 0.75
    assert judged("When does the loan of a bicycle end in Hawthorn?")[1][0] == "name_missing"
    assert judged("Does the loan of bicycle 47 end?") == (CAP, ("name_missing",))
    rare = judge(
        asked("Does the loan of a unicycle end?"), [BEST], {"loan": 1.0, "unicycl": 5.0, "end": 1.0, "bicycl": 1}
    )
    assert (rare.probability, rare.reasons[0]) == (CAP, "rarest_word_missing")
    assert "kind_missing" in judged("How much is the loan of a bicycle?", replace(BEST, offered=False))[1]


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("When does the loan of a bicycle end for guests?", True),
        ("When does the loan of the red unicycle end?", True),
        ("When does the loan of a bicycle end in the whole week?", False),
    ],
)
def test_what_narrows_a_question_down_must_stand_there(question: str, missing: bool) -> None:
    """The loan for guests is not the loan; words that questions are made of narrow nothing down."""
    content = asked(question)
    reasons = judge(content, [BEST], dict.fromkeys(content.words, 1.0)).reasons
    assert ("qualifier_missing" in reasons) == missing


def test_a_word_only_derived_otherwise_is_not_missing() -> None:
    """Decide and decision, teach and teacher."""
    read = frozenset(stems("The teacher of the course is a decision of the board."))
    one = replace(BEST, read=read)
    assert judge(asked("teaching board"), [one], {"teach": 9.0, "board": 1.0}).reasons == ()
    assert judge(asked("decide board"), [one], {"decid": 9.0, "board": 1.0}).reasons == ()


def test_words_of_asking_are_not_missed() -> None:
    """A question that says "get" is answered by a sentence that does not, however rare the word is."""
    heavy = {"get": 9.0, "bicycl": 2.0, "loan": 2.0, "merrowbi": 2.0}
    assert judge(asked("Where do I get a loan of a bicycle?"), [BEST], heavy).reasons == ()


def test_a_heading_that_asks_the_question_vouches() -> None:
    """For the sentence right beneath it, unless the kind of thing asked for is missing."""
    unsure = replace(BEST, own=0, coverage=0, around=0, pairs=0, titled=0, cosine=0, score=0, headed=0.9)
    assert judged("bicycle loan", unsure)[0] == LIFT
    assert judged("How much is the bicycle loan?", replace(unsure, offered=False))[0] < LIFT


def test_names_of_a_question() -> None:
    """Capitalised in mid-sentence or with a digit; not the first word, not in a question all in capitals."""
    assert names_of("Does Noor van Rijn work in Room 4?") == ("Noor", "Rijn", "Room", "4")
    assert names_of("WHERE IS NOOR?") == ()
    assert names_of("Wie viele Stunden hat die Woche?") == ()


@pytest.mark.parametrize(
    ("probability", "minimum", "expected"),
    [
        (0.5, 0.5, Band.ANSWER), (0.49, 0.5, Band.CLOSEST), (0.2, 0.5, Band.CLOSEST), (0.19, 0.5, Band.NOTHING),
        (0.0, 0.0, Band.NOTHING), (0.01, 0.0, Band.ANSWER), (0.99, 1.0, Band.CLOSEST),
    ],
)  # fmt: skip
def test_three_bands(probability: float, minimum: float, expected: Band) -> None:
    """Answer from the minimum on, closest passages from 0.4 times it, else nothing."""
    assert band(probability, minimum) is expected


def test_three_words() -> None:
    """What is said of a confidence; a minimum above .75 is also that of "sure"."""
    assert [spoken(p, 0.5) for p in (0.49, 0.5, 0.74, 0.75)] == ["unsure", "likely", "likely", "sure"]
    assert spoken(0.8, 0.9) == "unsure"


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("When does it close?", "It closes in March.", "It closes."),
        ("How many books?", "At most twelve books.", "As many as you like."),
        ("Who is the director?", "The desk is led by Marta Lindqvist.", "The director leads."),
        ("Where are the lockers?", "They stand in Room 4.", "They are grey."),
        ("Why is there a fee?", "There is one because late books block others.", "There is one."),
        ("How much does it cost?", "It costs 4 euros.", "It has 4 wheels."),
        ("How long does it take?", "It takes two working days.", "It takes 4 people."),
        ("Wie lange dauert es?", "Es dauert drei Wochen.", "Es dauert."),
        ("Combien coûte la carte ?", "La carte coûte 5 €.", "La carte est bleue."),
        ("¿Cuándo abre?", "Abre en julio.", "Está abierto."),
    ],
)
def test_the_kind_of_answer(question: str, right: str, wrong: str) -> None:
    """Dates and numbers for when and how many, a new name for who, a place for where, a cause for why."""
    assert offers(question, right)
    assert not offers(question, wrong)


def test_the_first_thing_asked_for_counts() -> None:
    """A "when" further on is a condition."""
    assert wanted("How many keys are given back when we move out?") is Kind.NUMBER
    assert wanted("On what day of the month is the salary paid?") is Kind.DATE
    assert wanted("What must be shut when I start a pump?") is None


@pytest.mark.parametrize(
    "question", ["Which loan of a bicycle ends latest?", "Which loan has no bicycle?", "How many bicycles in all?"]
)
def test_one_row_tells_nothing_of_all(question: str) -> None:
    """What has the most, lacks something or adds up is not told by a row alone; by a sentence it may be."""
    assert "one_of_many" in judged(question, replace(BEST, row=True))[1]
    assert "one_of_many" not in judged(question)[1]


def test_the_same_in_another_document_is_no_rival() -> None:
    """A copy of the sentence, as PDF and as a Word file, takes nothing from how sure an answer is; another one does."""
    elsewhere = replace(BEST, passage=replace(PASSAGE, document_id="e"))
    other = replace(elsewhere, text="Bicycles are lent in Merrowby.")
    assert logit([BEST, elsewhere]) == logit([BEST])
    assert logit([BEST, other]) < logit([BEST])


@pytest.mark.parametrize(
    ("question", "text", "elsewhere"),
    [
        ("Wer bezahlt die Spiegel der Sammlung?", "Die Spiegel der Sammlung stehen in Jena.", "bezahlte"),
        ("维护者要参加考试吗？", "维护者回答用户。", "参加考试"),
    ],
)
def test_outside_english_a_word_that_stands_nowhere_holds_an_answer_down(
    question: str, text: str, elsewhere: str
) -> None:
    """The rarer it is the more; not where a form of it stands elsewhere in the passage."""
    content = asked(question)
    read = frozenset(stems(text, content.language))
    passage = replace(PASSAGE, title="", text=text, language=content.language)
    first = replace(BEST, passage=passage, text=text, held=read, near=read, read=read, headed=0.0)
    telling = {one: 6.0 if one not in read else 2.0 for one in content.words}
    there = replace(first, passage=replace(passage, text=f"{text} {elsewhere}"))
    nowhere = judge(content, [first], telling).probability
    assert nowhere < judge(content, [there], telling).probability
    assert nowhere < judge(content, [first], {one: min(3.0, weight) for one, weight in telling.items()}).probability


def test_a_span_of_time_is_told_in_the_questions_language() -> None:
    """The Dutch "aan" is no "a" and "an"; the French "d'heures" asks for a span."""
    assert not offers("Hoeveel uur duurt de reparatie?", "De reparatie wordt aan de balie gemeld.")
    assert wanted("Combien d'heures dure la réparation ?") is Kind.DURATION
