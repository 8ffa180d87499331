"""Passwords: what is refused, how they are kept."""

import pytest

from webapp.auth.passwords import Passwords
from webapp.errors import Invalid

passwords = Passwords()


@pytest.mark.parametrize(
    "weak", ["", "short", "123456789", "1234567890", "qwertyuiop", "Password123", " password123 ", "aaaaaaaaaaaa",
             "1111111112", "ada@example.org", "x" * 1_001]
)  # fmt: skip
def test_guessable_passwords_are_refused(weak: str) -> None:
    """Short, endless, well known, of three characters, or the person's own address; case does not help."""
    with pytest.raises(Invalid) as refused:
        passwords.refuse_weak(weak, "ada@example.org")
    assert refused.value.errors[0]["field"] == "password"


@pytest.mark.parametrize(
    "good", ["correct horse battery staple", "пароль подлиннее", "x9$Lm2!qPz", "z" * 900 + "abcdef"]
)
def test_long_and_unusual_ones_are_taken(good: str) -> None:
    """No rule about kinds of characters."""
    passwords.refuse_weak(good, "ada@example.org")


def test_hashes_are_argon2id_with_a_salt_each() -> None:
    """The same password gives different hashes that both match."""
    first, second = passwords.hash("some password"), passwords.hash("some password")
    assert first.startswith("$argon2id$")
    assert first != second
    assert passwords.matches("some password", first)
    assert not passwords.matches("some passwore", first)


@pytest.mark.parametrize("hashed", [None, "", "plain", "$argon2id$broken"])
def test_without_a_usable_hash_nothing_matches(hashed: str | None) -> None:
    """Also not the password that stands in for time."""
    assert not passwords.matches("nobody has this password", hashed)
