"""A sentence that holds every word of a question may still not hold what is asked for."""

import pytest

from pipelines.evidence.confidence import CAP, LIKELY, judge
from pipelines.evidence.contrast import contrary
from pipelines.evidence.fitting import needed, offered
from pipelines.evidence.values import Sentence
from pipelines.evidence.words import asked, stems
from pipelines.questions import Passage


@pytest.mark.parametrize(
    ("question", "holds", "lacks"),
    [
        ("Who empties the boxes?", "They are emptied by the porters.", "The boxes are emptied every evening."),
        ("Who opens the gate?", "In a flood the warden opens the gate.", "In a flood the gate is opened at once."),
        ("Who keeps the key?", "The gate is locked; the board keeps the key.", "The key is kept in a box."),
        ("Who is the warden?", "The warden is Pelle Strand.", "The warden has authority over all guests."),
        ("Who is exempt?", "Tenants over 75 are exempt.", "After a year it is exempt."),
        ("Why are fires forbidden?", "Fires are forbidden because of the dry grass.", "Fires are forbidden."),
        ("Warum ist der Hof gesperrt?", "Wegen Bauarbeiten ist der Hof gesperrt.", "Der Hof ist drei Tage gesperrt."),
        ("Where is the boiler?", "The boiler is in the cellar.", "The boiler is inspected in October."),
        ("Where is the help desk?", "The help desk is on the second floor.", "Report it to the help desk by 9:00."),
        ("How long is a party?", "A party lasts three hours.", "Parties are booked two weeks ahead."),
        ("How long is an inspection?", "An inspection takes two hours.", "There is one every two years."),
        ("How high may a hut be?", "A hut may be 3 metres high.", "A hut may cover 24 square metres."),
        ("How heavy is the pump?", "The pump weighs 40 kg.", "The pump is 2 m long."),
        ("How many members are there?", "There are nine members.", "One of the members takes the minutes."),
        ("How many bees are kept?", "Up to 4 hives of bees are kept.", "7. Bees are kept with consent."),
        ("When was the club founded?", "The club was founded in 1921.", "The club was founded before the war."),
        ("When does the hall open?", "The hall opens at 9.30.", "Refunds are given when the hall is not open."),
        ("By when must I leave the pitch?", "It is vacated by 11:00.", "Who decides to leave may come again."),
        ("When does the shop close?", "The shop closes at half past six.", "The shop closes if it is empty."),
        ("When does the shop close?", "It is open from nine until six.", "Between five and six people close the shop."),
        ("When does the train arrive?", "It arrives by ten the next morning.", "It arrives at five places."),
        (
            "When do the loaves leave the oven?",
            "Loaves leave the oven at five.",
            "Loaves leave the oven at 20 degrees.",
        ),
        ("Wann öffnet der Laden?", "Der Laden öffnet um acht.", "Der Laden öffnet ab vier Personen."),
        ("How big is the hall?", "The hall has 1,240 square metres.", "Children under 12 are not allowed in the hall."),
        ("How much is the deposit?", "The deposit is three months' rent.", "The deposit is kept for three months."),
        ("What does the bonus amount to?", "The bonus is £750.", "The bonus is paid to those who stay."),
        ("When was the guide published?", "It was published in May.", "Targets may exist, as published."),
        ("What is the number of the duty office?", "The duty office has 5500.", "Report it within 24 hours."),
        ("When does the sauna open?", "It opens at 9:30.", "| Sauna | 9.00 | one visit |"),
        ("What is the phone number of the porter?", "The porter has telephone 4417.", "The porter takes calls."),
        ("What is the e-mail address of the office?", "Write to office@example.org.", "Write to the office."),
        ("How much does the grant amount to?", "The grant is 300 euros.", "The grant was asked for by 4,100 people."),
    ],
)
def test_what_is_asked_for_must_stand_there(question: str, holds: str, lacks: str) -> None:
    """A person, a cause, a place, a span of time, an amount of that measure, a moment, a number to call."""
    assert needed(question)
    assert offered(question, holds) is True
    assert not offered(question, lacks)


def test_any_sentence_will_do_where_nothing_of_a_kind_is_asked_for() -> None:
    """What may be done, or what happens."""
    for question in ("What happens in a thunderstorm?", "May I bring a cake?", "Can I use the telephone in class?"):
        assert offered(question, "It is cleared.") is None
        assert not needed(question)


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        ("May it be taken outside the EU?", "It may be taken anywhere inside the EU.", True),
        ("May it be taken outside the EU?", "It may not be taken outside the EU, but inside it may.", False),
        ("How many days do part-time staff have?", "Full-time staff have 28 days.", True),
        ("How many days do part-time staff have?", "Part time staff have 14 days.", False),
        ("How deep is the basin?", "The basin is three metres high.", True),
        ("What is the monthly fee?", "The yearly fee is 12 euros.", True),
        ("What was decided at the meeting of 8 May?", "Next meeting: 8 May, upper workshop.", True),
        ("What was decided at the meeting of 8 May?", "8 May: the next meeting was moved.", False),
        ("Is the desk open on Mondays?", "The desk is closed on Mondays.", False),
        ("Are dogs forbidden?", "Dogs are allowed.", False),
        ("Which shade has item 150?", "| item number 50 | shade 1 | 150 |", True),
        ("Which shade has item 150?", "| item number 150 | shade 1 | 50 |", False),
        ("What is in room 4?", "Room 7 holds 4 lockers.", True),
        ("What is in room 4?", "Rooms 3 to 5 hold lockers.", False),
        ("When is lane 2 reserved?", "Lane 1 is reserved on Tuesdays.", True),
        ("Must I wait 30 days?", "You must wait 14 days.", False),
        ("How long must I wait before the cabinet is opened?", "After switching off wait ten minutes.", False),
    ],
)
def test_what_excludes_a_word_of_the_question_is_about_something_else(
    question: str, sentence: str, other: bool
) -> None:
    """The inside is not the outside; what a yes/no question asks may be denied."""
    assert contrary(question, sentence) == other


def test_a_number_in_a_row_is_of_that_measure() -> None:
    """A price in a column that nobody sees is no age."""
    assert offered("How old must a guest be?", "| Guest | 16 years | sauna |", row=True)
    assert not offered("How old must a guest be?", "| Guest | 9.00 | one visit |", row=True)


def test_a_name_that_is_asked_for_must_stand_there() -> None:
    """A sentence about the director is none; one with a name is any other sentence."""
    question = "What is the name of the director?"
    assert needed(question)
    assert offered(question, "The director is appointed by the board.") is False
    assert offered(question, "The house is led by Marta Lindqvist.") is None


def test_what_may_be_told_of_something_else_is_not_sure() -> None:
    """Delivery takes ten days, but of telephones another sentence speaks: the answer is shown, as a likely one."""
    text = "Laptops are ordered. Delivery takes ten days. Telephones are leased."
    passage = Passage("d", "v", "s", "o", "Telephones", "u", (), None, 0, len(text), text, 1.0, None, None)
    content = asked("How long does the delivery of a telephone take?")
    weights = dict.fromkeys(content.words, 1.0)
    read = frozenset(stems(text))
    shares = {"coverage": 1.0, "pairs": 1.0, "cosine": 0.9, "own": 1.0, "around": 1.0, "titled": 0.9, "offered": True}
    said = "Delivery takes ten days."
    first = Sentence(passage, 21, 45, said, score=5.0, read=read, beside=frozenset(stems(said)), **shares)
    other = Sentence(passage, 46, 68, text[46:], score=1, coverage=0, pairs=0, cosine=0, held=frozenset({"telephon"}))
    judged = judge(content, [first, other], weights)
    assert (judged.probability, judged.reasons) == (LIKELY, ("elsewhere",))
    assert judge(content, [first], weights).probability > LIKELY


def test_what_the_title_says_in_full_may_be_said_shorter() -> None:
    """A booking in "Booking rooms" is one of a room, though another sentence speaks of rooms too."""
    text = "A booking can be cancelled two days ahead. We may offer another room."
    passage = Passage("d", "v", "s", "o", "Booking rooms", "u", (), None, 0, len(text), text, 1.0, None, None)
    content = asked("How long ahead can a room booking be cancelled?")
    shares = {"coverage": 1.0, "pairs": 1.0, "cosine": 0.9, "own": 1.0, "around": 1.0, "titled": 0.9, "offered": True}
    held = frozenset(stems(text[:42]))
    first = Sentence(
        passage, 0, 42, text[:42], score=5.0, read=frozenset(stems(text)), beside=held, held=held, **shares
    )
    other = Sentence(passage, 43, 70, text[43:], score=1, coverage=0, pairs=0, cosine=0, held=frozenset({"room"}))
    assert judge(content, [first, other], dict.fromkeys(content.words, 1.0)).probability > LIKELY


def test_neither_is_an_answer() -> None:
    """Not even right beneath a heading that holds the question."""
    text = "Laptops may be taken abroad inside the EU."
    passage = Passage("d", "v", "s", "o", "Laptops", "u", (), None, 0, len(text), text, 1.0, None, None)
    read = frozenset(stems(f"{text} outside"))
    shares = {"coverage": 1.0, "pairs": 1.0, "cosine": 0.9, "own": 1.0, "around": 1.0, "titled": 0.9, "headed": 0.9}
    first = Sentence(passage, 0, len(text), text, score=5.0, held=read, near=read, read=read, **shares)
    content = asked("May laptops be taken abroad outside the EU?")
    judged = judge(content, [first], dict.fromkeys(content.words, 1.0))
    assert (judged.probability, judged.reasons) == (CAP, ("contrary",))
