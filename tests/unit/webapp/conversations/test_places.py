"""Answers at once are bounded in all and for each organisation, and whoever comes next finds a place."""

from collections import Counter

import pytest

from webapp.conversations.places import Places, TooManyStreams


def taken(places: Places, org_id: str, *, at_most: int = 1_000) -> int:
    """As many places as it gets."""
    for number in range(at_most):
        try:
            places.take(org_id)
        except TooManyStreams:
            return number
    return at_most


def test_one_alone_has_nearly_all() -> None:
    """A hundred of 112; the rest is for whoever comes."""
    assert taken(Places(112), "one") == 100


@pytest.mark.parametrize("orgs", [1, 2, 5, 20])
def test_whoever_comes_next_finds_a_place(orgs: int) -> None:
    """However many take what they can and go on taking what others give back: all come to as many, and leave some."""
    places, having = Places(112), Counter[str]()
    for step in range(4_000):
        org_id = str(step % orgs)
        having[org_id] += taken(places, org_id, at_most=1)
        if step % 3 == 0 and (most := max(having, key=having.__getitem__)):
            places.give_back(most)
            having[most] -= 1
    assert max(having.values()) - min(having.values()) <= 2
    assert [taken(places, f"newcomer {number}") for number in range(4)] == [2] * 4


def test_who_is_refused_is_told_why() -> None:
    """That it is the organisation's own answers that are too many, or everybody's."""
    places = Places(10)
    taken(places, "one")
    with pytest.raises(TooManyStreams, match="your organisation") as refused:
        places.take("one")
    assert int(refused.value.headers["Retry-After"]) > 0
    places.take("two")
    with pytest.raises(TooManyStreams, match="this server"):
        places.take("two")


def test_what_is_given_back_is_free() -> None:
    """For the same and for others; nothing is left of an organisation that has none."""
    places = Places(2)
    for _ in range(50):
        assert taken(places, "one", at_most=2) == 2
        for _ in range(2):
            places.give_back("one")
    assert taken(places, "two", at_most=2) == 2
