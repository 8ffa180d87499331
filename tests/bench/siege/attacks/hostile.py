"""Requests that nobody would send: deep, many, long, again and again."""

import json
import secrets
from collections.abc import Callable
from typing import Any

import httpx

from tests.bench.siege.field import Assault, Field
from tests.bench.siege.people import attacker, client, sent

QUESTIONS = (
    "a" * 8_000,
    "( " * 4_000,
    "1." * 4_000,
    "valve-" * 1_300,
    "how many " * 880,
    "\u0301" * 8_000,
    "and " * 2_000,
    '"' * 8_000,
    "what is the price of " + "1,000" * 1_500,
    "2026-01-" * 1_000,
    "\u202e\u0627" * 4_000,
    "Is it? " * 1_100,
)


def deep_json(ground: Field) -> Assault:
    """Lists in lists, objects in objects, a hundred thousand wrong fields, a number of a million digits."""
    person = attacker(ground)
    many = json.dumps({f"field{number}": number for number in range(150_000)}).encode()
    digits = b'{"name": ' + b"9" * 4_900_000 + b"}"
    nothing = b'{"name":"' + b"\\u0000" * 800_000 + b'"}'
    bodies = (b"[" * 2_500_000, b'{"a":' * 900_000, many, digits, nothing)
    headers = {"Content-Type": "application/json"}

    def send(number: int) -> None:
        sent(ground, person.http, "POST /api/v1/chatbots/", content=bodies[number % len(bodies)], headers=headers)

    return lambda: ground.many(send, 5)


def strange_questions(ground: Field) -> Assault:
    """The longest questions, made of what patterns stumble over, asked and searched for at once."""
    person = attacker(ground)
    person.stored("one.md", b"# Valves\n\nThe valve is opened by hand on the first day of the month.")

    def ask(number: int) -> None:
        words = {"query": QUESTIONS[number % len(QUESTIONS)], "top_k": 100}
        sent(ground, person.http, f"POST /api/v1/chatbots/{person.chatbot}/search/", json=words)
        body = {"content": QUESTIONS[number % len(QUESTIONS)]}
        sent(ground, person.http, f"POST /api/v1/conversations/{person.talk}/messages/", json=body)

    return lambda: ground.many(ask, len(QUESTIONS))


def reconnect_storm(ground: Field) -> Assault:
    """One answer's events, asked for again and again by forty, each gone at once."""
    person = attacker(ground)
    body = {"content": "When is the valve opened?"}
    made = person.http.post(f"/api/v1/conversations/{person.talk}/messages/", json=body).json()["message"]["id"]

    def follow(number: int) -> None:
        try:
            headers = {"Last-Event-ID": str(number % 3)}
            with person.http.stream("GET", f"/api/v1/messages/{made}/events/", headers=headers) as answer:
                ground.told.hear(answer.status_code)
                if number % 2:
                    answer.read()
        except httpx.HTTPError as error:
            ground.told.hear(0, type(error).__name__)

    return lambda: ground.many(follow, 40)


def many_rows(ground: Field) -> Assault:
    """Conversations, chatbots and sources without end, and lists of them."""
    person = attacker(ground)
    bots = "/api/v1/chatbots/"
    acts: tuple[Callable[[], Any], ...] = (
        lambda: sent(ground, person.http, f"POST {bots}{person.chatbot}/conversations/", json={}),
        lambda: sent(ground, person.http, f"POST {bots}", json={"name": "x" * 100}),
        lambda: sent(ground, person.http, f"POST {bots}{person.chatbot}/sources/", json=_source()),
        lambda: sent(ground, person.http, f"GET {bots}?limit=100"),
    )
    return lambda: ground.many(lambda number: acts[number % len(acts)]() and None, 12)


def registrations(ground: Field) -> Assault:
    """Accounts without end from one address: each costs a hash."""
    http = client(ground, "203.0.113.20")

    def register(_number: int) -> None:
        password = secrets.token_hex(12)
        names = {"first_name": "A", "last_name": "B", "password": password, "password_confirm": password}
        sent(ground, http, "POST /auth/register/", json={"email": f"{secrets.token_hex(8)}@example.com", **names})

    return lambda: ground.many(register, 24)


def login_flood(ground: Field) -> Assault:
    """Logins of accounts that nobody has, from four addresses, as many as can be sent."""
    people = [client(ground) for _ in range(24)]

    def guess(number: int) -> None:
        address = {"X-Forwarded-For": f"198.18.0.{secrets.randbelow(4)}"}
        body = {"email": f"{secrets.token_hex(8)}@example.com", "password": "wrong password"}
        sent(ground, people[number], "POST /auth/login/", json=body, headers=address)

    return lambda: ground.many(guess, 24)


def _source() -> dict[str, str]:
    return {"name": secrets.token_hex(4), "kind": "upload"}
