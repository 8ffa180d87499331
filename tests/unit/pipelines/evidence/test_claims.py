"""The claim ledger: each guard by what it lets through and what it stops."""

import pytest

from pipelines.embedding.wordllama import WordLlamaEmbedder, rank
from pipelines.evidence.claims.dates import moments
from pipelines.evidence.claims.ledger import Finding, Ledger
from pipelines.evidence.claims.quantities import quantities
from pipelines.evidence.claims.rarity import Rarity
from pipelines.evidence.claims.reading import read
from pipelines.evidence.claims.roles import exchanged
from pipelines.evidence.claims.source import Sources
from pipelines.questions import Passage

LOANS = (
    "Books are lent for four weeks. A loan can be renewed twice if nobody has reserved the book. Films are lent for "
    "seven days. All readers pay a deposit of 1,200 crowns. The desk is not staffed on Sundays. "
    "Ida Brandt succeeded Tom Weller as director on 3 March 2024."
)
HOURS = (
    "The reading room opens at 9 in the morning and closes at 20 in the evening. On Saturdays it closes at 14. "
    "The old hall is larger than the new annex."
)
TABLE = (
    "| Size | Ink | Price (EUR) |\n|---|---|---|\n| A4 | black | 0.10 |\n| A4 | colour | 0.40 |\n| A3 | black | 0.20 |"
)


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return Ledger(Sources(WordLlamaEmbedder()), Rarity(rank))


def passage(text: str, title: str = "", n: int = 0) -> Passage:
    return Passage(
        f"d{n}{hash(text)}", "1", "s", "o", title, "u", (), None, 0, len(text), text, 1.0, None, None
    )  # fmt: skip


def judge(ledger: Ledger, claim: str, *texts: str, cited: tuple[int, ...] = (1,), question: str = "") -> Finding:
    return ledger.judge(claim, cited, [passage(text, n=n) for n, text in enumerate(texts)], question=question)


@pytest.mark.parametrize(
    "claim",
    [
        "A loan may be renewed up to two times, provided nobody has reserved the book",
        "Readers pay a deposit of 1200 crowns",
        "Films are lent for one week",
        "Books are lent for 28 days",
        "The desk isn't staffed on Sundays",
        "On 2024-03-03 Ida Brandt succeeded Tom Weller as director",
        "Tom Weller was succeeded by Ida Brandt as director on March 3, 2024",
    ],
)
def test_other_words_of_the_same_meaning_are_supported(ledger: Ledger, claim: str) -> None:
    """Synonyms, formats of numbers and dates, units that convert, the passive: nobody is warned of them."""
    assert judge(ledger, claim, LOANS).verdict == "supported"


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("Books are lent for five weeks", "number"),
        ("Books are lent for four months", "unit"),
        ("Ida Brandt succeeded Tom Weller as director on 3 April 2024", "date"),
        ("Ida Brandt succeeded Erik Weller as director on 3 March 2024", "name"),
        ("Tom Weller succeeded Ida Brandt as director on 3 March 2024", "order"),
        ("The desk is staffed on Sundays", "negation"),
        ("Books are not lent for four weeks", "negation"),
        ("Only some readers pay a deposit of 1,200 crowns", "quantifier"),
        ("Readers always forget the umbrella in the cloakroom", "words"),
    ],
)
def test_a_changed_statement_is_not_backed(ledger: Ledger, claim: str, reason: str) -> None:
    """Each reason has a code; none says that the statement is wrong."""
    finding = judge(ledger, claim, LOANS)
    assert finding.verdict == "unsupported"
    assert reason in finding.reasons


def test_two_values_stand_side_by_side_only_where_they_were_aligned(ledger: Ledger) -> None:
    """The passage's value is named where it stands in the same place of otherwise equal words."""
    assert judge(ledger, "Books are lent for five weeks", LOANS).contrast == ("five weeks", "four weeks")
    assert judge(ledger, "Nobody ever waited five years for the tram", LOANS).contrast is None


def test_a_comparison_turned_round(ledger: Ledger) -> None:
    """The sides of a comparison are told apart."""
    assert not judge(ledger, "The new annex is larger than the old hall", HOURS).backed
    assert not judge(ledger, "The old hall is smaller than the new annex", HOURS).backed
    assert judge(ledger, "The old hall is larger than the annex", HOURS).backed


def test_word_for_word(ledger: Ledger) -> None:
    """A literal statement is quoted, unless what stands right beside it turns it round."""
    assert judge(ledger, "Books are lent for four weeks", LOANS).verdict == "quoted"
    assert judge(ledger, "The desk is staffed on Mondays", "Nobody says that the desk is staffed on Mondays.").reasons
    assert not judge(ledger, "Fees are refunded; fines are", "Fees are refunded; fines are not.").backed


def test_a_mark_moves_to_the_passage_that_says_it(ledger: Ledger) -> None:
    """Misattributed with a wrong mark or one that names no passage; without any mark it is given one."""
    for cited in ((2,), (99,)):
        finding = judge(ledger, "Films are lent for seven days", LOANS, HOURS, cited=cited)
        assert (finding.verdict, [basis.number for basis in finding.bases]) == ("misattributed", [1])
    unmarked = judge(ledger, "On Saturdays the reading room closes at 14:00", LOANS, HOURS, cited=())
    assert (unmarked.verdict, unmarked.reasons) == ("supported", ("mark_added",))
    assert [basis.number for basis in unmarked.bases] == [2]


def test_a_statement_of_two_passages_has_a_mark_for_each_part(ledger: Ledger) -> None:
    """Stitched: both passages are named. One of whose parts nothing backs is not backed at all."""
    both = "Books are lent for four weeks, and on Saturdays the reading room closes at 14"
    finding = judge(ledger, both, LOANS, HOURS)
    assert (finding.verdict, [basis.number for basis in finding.bases]) == ("stitched", [1, 2])
    assert not judge(ledger, "Books are lent for four weeks, and the lake is warm in summer", LOANS, HOURS).backed


def test_a_brief_statement_is_looked_for_with_its_question(ledger: Ledger) -> None:
    """Two words say enough when the question says the rest."""
    finding = judge(ledger, "Four weeks", LOANS, question="How long are books lent?")
    assert finding.backed
    assert LOANS[finding.bases[0].start : finding.bases[0].end] == "Books are lent for four weeks."


def test_a_row_of_a_table_backs_what_its_cells_say(ledger: Ledger) -> None:
    """Key, header and value must stand in the same row."""
    assert judge(ledger, "A colour page in A4 costs EUR 0.40", TABLE).backed
    assert not judge(ledger, "A black page in A3 costs EUR 0.40", TABLE).backed
    assert not judge(ledger, "A colour page in A3 costs EUR 0.20", TABLE).backed
    assert not judge(ledger, "A colour page in A4 costs 0.40 dollars", TABLE).backed


def test_the_same_statement_has_the_same_verdict(ledger: Ledger) -> None:
    """Anybody can compute it again: nothing is drawn, nothing depends on what was judged before."""
    again = Ledger(Sources(WordLlamaEmbedder()), Rarity(rank))
    for claim in ("Books are lent for five weeks", "Films are lent for one week", "The desk is staffed on Sundays"):
        assert judge(ledger, claim, LOANS) == judge(again, claim, LOANS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,200 crowns", "1200 crowns"),
        ("four thousand metres", "4 km"),
        ("a two-week notice", "14 days"),
        ("half an hour", "30 minutes"),
        ("EUR 12", "12 euros"),
        ("one and a half years", "18 months"),
        ("twenty-five per cent", "25%"),
        ("1.5 million", "1,500,000"),
        ("the third floor", "the 3rd floor"),
    ],
)
def test_quantities_are_equal_however_they_are_written(one: str, other: str) -> None:
    """Thousands marks, number words, signs and units of one kind."""
    assert next(quantities(one)).equals(next(quantities(other)))


@pytest.mark.parametrize(
    ("one", "other"), [("5 days", "5 weeks"), ("12 euros", "12 dollars"), ("1,872 metres", "1,872 kilometres")]
)
def test_other_units_are_other_quantities(one: str, other: str) -> None:
    """The bare number is not enough where both have a unit."""
    assert not next(quantities(one)).equals(next(quantities(other)))


@pytest.mark.parametrize(
    "text", ["3 March 2024", "March 3, 2024", "2024-03-03", "3rd of March 2024", "03.03.2024", "am 3. März 2024"]
)
def test_a_day_is_the_same_however_it_is_written(text: str) -> None:
    """By component, in several languages."""
    moment = next(moments(text))
    assert (moment.year, moment.month, moment.day) == (2024, 3, 3)


@pytest.mark.parametrize(
    ("said", "claim", "turned"),
    [
        ("The tenant pays the landlord.", "The landlord pays the tenant.", True),
        ("The tenant pays the landlord.", "The landlord is paid by the tenant.", False),
        ("The tenant pays the landlord.", "The tenant is paid by the landlord.", True),
        ("The board elects the chair in March.", "In March the board elects the chair.", False),
        ("The key is handed over by Ada to Bo.", "The key is handed over by Bo to Ada.", True),
        (
            "The clerk sends the signed report to the auditor.",
            "The auditor sends the signed report to the clerk.",
            True,
        ),
        ("Ada meets Bo and signs.", "Bo meets Ada and signs.", False),
    ],
)
def test_parties_that_change_places_turn_a_statement_round(said: str, claim: str, turned: bool) -> None:
    """Around the verb, by voice, or behind two prepositions; a phrase that is put first moves alone."""
    assert exchanged(read(claim), read(said)) == turned
