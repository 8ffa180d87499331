"""Passwords: argon2id hashes, refusal of the known bad ones. Free of Flask."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from importlib.resources import files
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pipelines.turns import Turns
from webapp.errors import Invalid

SHORTEST, LONGEST = 10, 1_000
# Half of the machine, from however many addresses passwords are tried: the other half is everybody's.
AT_ONCE, OF_ONE = max(1, (os.cpu_count() or 1) // 2), 1
# And of that half whoever does anything else has most, in steps of ``nice``.
NICE = 5

T = TypeVar("T")


class Passwords:
    """Hashes and checks, each of which takes 19 MiB for about 30 ms, in threads that give way to all others.

    Those who ask take turns: ``whose`` is where they ask from.
    """

    def __init__(self) -> None:
        # argon2id as OWASP's password storage cheat sheet has it: 19 MiB, 2 passes, 1 lane.
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._turns = Turns(AT_ONCE, of_one=OF_ONE)
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="hashing", initializer=_give_way)

    def hash(self, password: str, *, whose: str = "") -> str:
        """The argon2id hash, with its parameters and salt."""
        return self._in_turn(whose, lambda: self._hasher.hash(password))

    def matches(self, password: str, hashed: str | None, *, whose: str = "") -> bool:
        """Whether a password has this hash; without a hash it takes as long and answers False."""

        def verified() -> bool:
            return self._hasher.verify(self._nobody if hashed is None else hashed, password)

        try:
            return self._in_turn(whose, verified) and hashed is not None
        except (VerificationError, InvalidHashError):
            return False

    def _in_turn(self, whose: str, compute: Callable[[], T]) -> T:
        with self._turns.turn(whose):
            return self._threads.submit(compute).result()

    def warm(self) -> None:
        """Compute what the first login would have to wait for."""
        _ = self._nobody, self._known

    def refuse_weak(self, password: str, *personal: str) -> None:
        """Raise ``Invalid`` for passwords that are short, well known, or the person's own name or address."""
        if len(password) < SHORTEST:
            raise Invalid.field("password", f"At least {SHORTEST} characters.", "password_too_short")
        if len(password) > LONGEST:
            raise Invalid.field("password", f"At most {LONGEST} characters.", "password_too_long")
        folded = password.casefold().strip()
        if folded in self._known or len(set(folded)) < 4 or folded in {part.casefold() for part in personal}:
            raise Invalid.field("password", "Everybody would guess it; choose another.", "password_known")

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash("nobody has this password")

    @cached_property
    def _known(self) -> frozenset[str]:
        listed = files("webapp.auth").joinpath("known_passwords.txt").read_text(encoding="utf-8")
        return frozenset(line.strip() for line in listed.splitlines() if line.strip())


def _give_way() -> None:
    # A thread's own priority, as Linux has it; elsewhere it keeps the process's.
    with suppress(OSError):
        mine = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, mine, max(NICE, os.getpriority(os.PRIO_PROCESS, mine)))
