"""What is tried at the doors: passwords, hosts, cursors, tokens."""

import base64
import json
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.bench.siege.field import Assault, Field
from tests.bench.siege.people import PASSWORD, attacker, client, heard, sent

A_SECOND, TRIES = 15, 120
TABS = 20
HOSTS = (
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example:80",
    "evil.example#localhost",
    "[::1].evil",
    "",
)
SHAPES: tuple[Any, ...] = (
    [],
    [None],
    ["x"],
    ["2026-01-01T00:00:00+00:00", {}],
    ["0001-01-01T00:00:00+23:59", "x"],
    ["\ud800", "x"],
    ["\0", "x"],
    {"a": 1},
    "x" * 3_000,
    10**400,
)


def wrong_passwords(ground: Field) -> Assault:
    """120 wrong ones at 15 a second, then the right one, and one for an account that nobody has."""
    person = attacker(ground)
    http = client(ground, "203.0.113.7")

    def assault() -> None:
        since = time.monotonic()
        for number in range(TRIES):
            ground.stop.wait(max(0.0, since + number / A_SECOND - time.monotonic()))
            if ground.stop.is_set():
                break
            sent(ground, http, "POST /auth/login/", json={"email": person.email, "password": f"wrong {number} xx"})
        right = http.post("/auth/login/", json={"email": person.email, "password": PASSWORD})
        elsewhere = client(ground, "203.0.113.99").post(
            "/auth/login/", json={"email": person.email, "password": PASSWORD}
        )
        ground.notes |= {
            "right_one": right.status_code,
            "right_one_waits": right.headers.get("Retry-After"),
            "right_one_elsewhere": elsewhere.status_code,
        }
        if right.status_code != 429:
            ground.notes["failed"] = "the right password was let in behind 120 wrong ones"
        ground.stop.wait()

    return assault


def rebound_hosts(ground: Field) -> Assault:
    """A page that has rebound its name asks, by every spelling, and logs in from its own origin."""
    http = client(ground)

    def ask(number: int) -> None:
        host = HOSTS[number % len(HOSTS)]
        answer = sent(ground, http, "GET /auth/me/", headers={"Host": host})
        other = {"Origin": "https://127.0.0.1:1", "Sec-Fetch-Site": "cross-site"}
        cookie = sent(ground, http, "POST /auth/refresh/", json={}, headers=other)
        for one in (answer, cookie):
            if one is not None and one.is_success:
                ground.notes["failed"] = f"let in as {host!r}"
        ground.stop.wait(0.1)

    return lambda: ground.many(ask, len(HOSTS))


def crafted_cursors(ground: Field) -> Assault:
    """Positions that no list ever gave."""
    person = attacker(ground)
    lists = (
        "/api/v1/chatbots/",
        f"/api/v1/chatbots/{person.chatbot}/sources/",
        f"/api/v1/chatbots/{person.chatbot}/conversations/",
        f"/api/v1/conversations/{person.talk}/messages/",
        f"/api/v1/sources/{person.source}/documents/",
        f"/api/v1/sources/{person.source}/syncs/",
    )
    cursors = [base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=") for one in SHAPES]
    cursors += ["", "x", "%00", "W10=", "💧", "A" * 4_000]

    def try_one(number: int) -> None:
        for cursor in cursors:
            if ground.stop.is_set():
                return
            answer = sent(ground, person.http, f"GET {lists[number]}", params={"cursor": cursor})
            if answer is not None and answer.status_code >= 500:
                ground.notes["failed"] = f"{lists[number].split('/')[3]} with {cursor[:60]!r}: {answer.status_code}"

    return lambda: ground.many(try_one, len(lists))


def refreshed_at_once(ground: Field) -> Assault:
    """20 tabs that refresh one token at the same moment, again and again: all go on."""
    person = attacker(ground)
    tokens = {"refresh": person.refresh}
    outcomes: Counter[int] = Counter()

    def tab(token: str) -> tuple[int, str]:
        with client(ground, person.address) as http:
            answer = heard(ground, http.post("/auth/refresh/", json={"refresh_token": token}))
            return answer.status_code, answer.json().get("refresh_token") or ""

    def assault() -> None:
        with ThreadPoolExecutor(TABS) as tabs:
            while not ground.stop.wait(1.0):
                answers = list(tabs.map(tab, [tokens["refresh"]] * TABS))
                outcomes.update(status for status, _ in answers)
                fresh = [token for status, token in answers if status == 200]
                if not fresh:
                    break
                tokens["refresh"] = fresh[-1]
        if set(outcomes) - {200, 429}:
            ground.notes["failed"] = f"tabs were logged out: {dict(outcomes)}"

    return assault


def lookalike_accounts(ground: Field) -> Assault:
    """Wrong passwords for one account under every spelling of its address: case, width, dots above, spaces."""
    person = attacker(ground)
    http = client(ground, "203.0.113.8")
    name, _, domain = person.email.partition("@")
    full = "".join(chr(ord(letter) + 0xFEE0) if letter.isalnum() else letter for letter in name)
    swapped = [name.replace("a", "\u0430"), name.replace("k", "\u212a")]
    spellings = (name.upper(), f" {name}", full, f"{name}\u200b", *swapped)
    counts: Counter[int] = Counter()
    lock = threading.Lock()

    def guess(number: int) -> None:
        email = f"{spellings[number]}@{domain}"
        answer = sent(ground, http, "POST /auth/login/", json={"email": email, "password": "not this one at all"})
        with lock:
            counts[answer.status_code if answer is not None else 0] += 1
        ground.stop.wait(0.2)

    return lambda: ground.many(guess, len(spellings))
