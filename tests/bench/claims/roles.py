"""Who does what to whom: statements with turned roles, and true ones in another form, made from frames.

Parties are names, offices or things, deeds have a passive, and each sentence stands among others that name both parties
too. Half of the frames is for building, the other is only judged by.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tests.bench.answers.statements import Statement

# Third person, participle, and what may follow.
_DEEDS = {
    "build": [
        ("pays", "paid", "40 euros a month"), ("informs", "informed", "within three days"),
        ("represents", "represented", "at the meeting"), ("invites", "invited", "every spring"),
        ("replaces", "replaced", "during the summer"), ("supervises", "supervised", "on site"),
        ("appoints", "appointed", "for two years"), ("thanked", "thanked", "for the help"),
    ],
    "held": [
        ("reimburses", "reimbursed", "at the end of the quarter"), ("notifies", "notified", "in writing"),
        ("trains", "trained", "in the first week"), ("visits", "visited", "twice a year"),
        ("assists", "assisted", "at weekends"), ("inspects", "inspected", "every January"),
        ("elects", "elected", "by simple majority"), ("succeeded", "succeeded", "in 2019"),
    ],
}  # fmt: skip
_PARTIES = {
    "build": [
        ("Ada Quist", "Bo Lind"), ("the tenant", "the landlord"), ("the treasurer", "the auditor"),
        ("Corvin Ltd", "Halden AG"), ("the buyer", "the supplier"),
    ],
    "held": [
        ("Ines Falk", "Tomas Ried"), ("the guardian", "the coach"), ("the harbour office", "the shipping line"),
        ("Merrow Bank", "Oldfield Trust"), ("the lender", "the borrower"),
    ],
}  # fmt: skip
_ROUTES = {
    "build": [
        ("The {thing} is handed over by {a} to {b}.", "key"),
        ("The {thing} goes from {a} to {b}.", "invoice"),
        ("{A} sends the {thing} to {b}.", "report"),
        ("{A} receives the {thing} from {b}.", "deposit"),
    ],
    "held": [
        ("The {thing} is lent by {a} to {b}.", "trailer"),
        ("The {thing} passes from {a} to {b}.", "ownership"),
        ("{A} delivers the {thing} to {b}.", "timber"),
        ("{A} buys the {thing} from {b}.", "boiler"),
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Role:
    """A statement about parties and the one passage that it cites."""

    statement: Statement
    passage: str


def roles(half: str) -> Iterator[Role]:
    """The statements of a half, false ones and true ones."""
    for (one, other), (does, done, more) in product(_PARTIES[half], _DEEDS[half]):
        said = f"{_begun(one)} {does} {other} {more}."
        was = "was" if does == done else "is"
        yield from _judged(half, said, parties=(one, other), false=[
            ("role-swap", f"{_begun(other)} {does} {one} {more}."),
            ("role-swap, passive", f"{_begun(one)} {was} {done} by {other} {more}."),
        ], true=[
            ("role kept, verbatim", said),
            ("role kept, passive", f"{_begun(other)} {was} {done} by {one} {more}."),
            ("role kept, reordered", f"{more[0].upper()}{more[1:]}, {one} {does} {other}."),
        ])  # fmt: skip
    for (one, other), (form, thing) in product(_PARTIES[half], _ROUTES[half]):
        said, turned = _filled(form, thing, (one, other)), _filled(form, thing, (other, one))
        false, true = [("role-swap, from and to", turned)], [("role kept, verbatim", said)]
        yield from _judged(half, said, parties=(one, other), false=false, true=true)


def _judged(
    half: str,
    said: str,
    *,
    parties: tuple[str, str],
    false: list[tuple[str, str]],
    true: list[tuple[str, str]],
) -> Iterator[Role]:
    one, other = parties
    passage = f"The agreement names {one} and {other}. {said} Nothing else has been settled between them."
    for truth, kinds in ((False, false), (True, true)):
        for kind, claim in kinds:
            yield Role(Statement(kind, (), claim, truth, half), passage)


def _begun(party: str) -> str:
    return party[0].upper() + party[1:]


def _filled(form: str, thing: str, parties: tuple[str, str]) -> str:
    a, b = parties
    return form.format(A=_begun(a), a=a, b=b, thing=thing)
