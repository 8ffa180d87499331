"""Addresses as they are stored."""

import pytest

from webapp.auth.services import normalised
from webapp.errors import Invalid


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (" Ada@Example.ORG ", "ada@example.org"),
        ("ada@corp.test", "ada@corp.test"),
        ("ada@mail.example", "ada@mail.example"),
        ("ada@localhost", "ada@localhost"),
        ("ada@desk.local", "ada@desk.local"),
        ("ada+tag@example.com", "ada+tag@example.com"),
        ("ADA@BÜCHER.example", "ada@bücher.example"),
    ],
)
def test_addresses_have_one_stored_form(given: str, stored: str) -> None:
    """Lower case, by syntax only; reserved domains are addresses too."""
    assert normalised(given) == stored


@pytest.mark.parametrize(
    "wrong",
    ["", "ada", "@example.org", "ada@", "a b@example.org", "ada@@example.org", "ada@-.test", "ada@exa mple.test",
     "ada@example.org\n.test", "ada@.test", "a" * 300 + "@example.org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(wrong: str) -> None:
    """As field ``email``."""
    with pytest.raises(Invalid) as refused:
        normalised(wrong)
    assert refused.value.errors[0]["field"] == "email"
