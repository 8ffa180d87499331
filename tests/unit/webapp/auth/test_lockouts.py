"""Delays after wrong passwords, by a clock of our own."""

import pytest

from webapp.auth.lockouts import Lockouts, TooManyAttempts


class Clock:
    """Seconds that pass when they are told to."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def tried(lockouts: Lockouts, clock: Clock, *, times: int, every: float, account: str = "a", address: str = "1") -> int:
    """How many of so many wrong passwords were looked at."""
    looked = 0
    for _ in range(times):
        try:
            lockouts.check(account, address)
        except TooManyAttempts:
            pass
        else:
            looked += 1
            lockouts.failed(account, address)
        clock.now += every
    return looked


def test_a_guesser_gets_fewer_and_fewer_tries(clock: Clock) -> None:
    """120 in eight seconds: nine are looked at. A whole hour at that rate: less than twenty."""
    lockouts = Lockouts(clock)
    assert tried(lockouts, clock, times=120, every=1 / 15) <= 9
    assert tried(lockouts, clock, times=3_000, every=1.0) < 20


def test_another_address_waits_a_minute_at_most(clock: Clock) -> None:
    """Nobody keeps a person out from elsewhere for long."""
    lockouts = Lockouts(clock)
    for address in range(60):
        lockouts.failed("a", str(address))
    with pytest.raises(TooManyAttempts) as refused:
        lockouts.check("a", "home")
    assert int(refused.value.headers["Retry-After"]) <= 60
    clock.now += 61
    lockouts.check("a", "home")
    lockouts.check("b", "home")


def test_an_address_that_tries_everybody_is_stopped(clock: Clock) -> None:
    """One password against many accounts; others' addresses go on."""
    lockouts = Lockouts(clock)
    looked = sum(tried(lockouts, clock, times=1, every=0.1, account=f"person {number}") for number in range(200))
    assert looked < 70
    lockouts.check("person 1", "2")


def test_the_addresses_of_one_network_are_one(clock: Clock) -> None:
    """Of IPv6 anybody has more addresses than tries; the next network is another's."""
    lockouts = Lockouts(clock)
    guesses = [tried(lockouts, clock, times=1, every=0.01, address=f"2001:db8:1:2::{n:x}") for n in range(120)]
    assert sum(guesses) <= 9
    lockouts.check("a", "2001:db8:1:3::1")
    for _ in range(60):
        lockouts.failed("b", "::ffff:192.0.2.1")
    with pytest.raises(TooManyAttempts):
        lockouts.check("c", "192.0.2.1")
    lockouts.check("c", "192.0.2.2")


def test_the_right_password_forgives_what_was_wrong_from_there(clock: Clock) -> None:
    """Five typing errors are nobody's attack."""
    lockouts = Lockouts(clock)
    for _ in range(3):
        assert tried(lockouts, clock, times=5, every=1.0) == 5
        lockouts.succeeded("a", "1")
