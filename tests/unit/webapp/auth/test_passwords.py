"""Passwords: what is refused, how they are kept."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from webapp.auth.passwords import AT_ONCE, NICE, Passwords
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


def test_hashing_gives_way_and_leaves_half_of_the_machine() -> None:
    """However many ask from however many addresses; whoever asks keeps the priority that it has."""
    before, others, own = os.getpriority(os.PRIO_PROCESS, threading.get_native_id()), threading.enumerate(), Passwords()
    with ThreadPoolExecutor(8) as crowd:
        hashed = list(crowd.map(lambda number: own.hash("some password", whose=f"address {number}"), range(8)))
    assert len(set(hashed)) == 8
    hashing = [one for one in threading.enumerate() if one.name.startswith("hashing") and one not in others]
    assert 1 <= len(hashing) <= AT_ONCE
    assert {os.getpriority(os.PRIO_PROCESS, one.native_id or 0) for one in hashing} == {max(NICE, before)}
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before
