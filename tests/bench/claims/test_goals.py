"""The ledger keeps its goals on the half of the statements that nobody tuned on."""

import pytest

from tests.bench.claims.__main__ import LEAST_FOUND, MOST_ALARMS, UNDECIDED
from tests.bench.claims.judging import judged, judged_roles, ledger, made, passages, tallies


@pytest.mark.slow
def test_what_rules_can_decide_is_decided() -> None:
    """Statements made by rule: true ones are not flagged, false ones are found, over all kinds together."""
    sums = [tally for kind, tally in tallies(list(judged("held"))).items() if not kind.startswith(UNDECIDED)]
    true, false = [one for one in sums if one.truth], [one for one in sums if not one.truth]
    assert sum(one.flagged for one in true) <= MOST_ALARMS * sum(one.total for one in true)
    assert sum(one.flagged for one in false) >= LEAST_FOUND * sum(one.total for one in false)


def test_who_does_it_to_whom_is_told() -> None:
    """Turned roles are found, in the passive and with common nouns too; the same ones in another form are not."""
    for kind, tally in tallies(list(judged_roles("held"))).items():
        assert (
            tally.flagged <= MOST_ALARMS * tally.total if tally.truth else tally.flagged >= LEAST_FOUND * tally.total
        ), kind


@pytest.mark.slow
def test_a_swapped_citation_is_put_right() -> None:
    """Where the passage that says it was retrieved too, the mark moves there, nearly always to it and no other."""
    known, moved, right = passages(), 0, 0
    for statement, _ in made("held"):
        if statement.kind == "stitched-with-both":
            first, second = statement.passages
            claim = statement.claim.split("; ", 1)[1]
            finding = ledger().judge(claim, [1], [known[first], known[second]])
            moved += 1
            right += finding.verdict == "misattributed" and {basis.number for basis in finding.bases} == {2}
    assert moved > 100
    assert right >= LEAST_FOUND * moved
