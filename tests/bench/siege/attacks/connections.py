"""Connections without an account: half requests, dripping bodies, answers that nobody reads or closes."""

import socket
import struct
import threading
import time

from tests.bench.siege.crowd import Crowd, Manner
from tests.bench.siege.field import Assault, Attack, Field
from tests.bench.siege.people import Attacker, attacker, client, heard, sent, told_of

HALF_HEAD = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
BODY = b"POST /auth/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n{"
CLOSING = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
FILE_BYTES, UPLOAD_BYTES = 10_000_000, 45_000_000
RESET = struct.pack("ii", 1, 0)


def half_heads(many: int) -> Attack:
    """A head that never ends."""
    return _crowd(Manner(HALF_HEAD, drip=b"a", every=6.0), many)


def dripping_bodies(many: int) -> Attack:
    """Half of them small bodies, which the gate collects, half long ones, which a thread reads."""

    def prepare(ground: Field) -> Assault:
        small = Crowd(ground, Manner(BODY % 900, drip=b" ", every=6.0), many // 2)
        large = Crowd(ground, Manner(BODY % 900_000, drip=b" ", every=6.0), many - many // 2)

        def assault() -> None:
            other = threading.Thread(target=small.run, daemon=True)
            other.start()
            large.run()
            other.join(5)

        return assault

    return prepare


def never_closed(many: int) -> Attack:
    """``Connection: close``, answered, and left open."""
    return _crowd(Manner(CLOSING, leaves=False), many)


def slow_readers(ground: Field) -> Assault:
    """140 who read a file of 10 MB, a few bytes at a time."""
    person = attacker(ground)
    document = person.stored("big.txt", b"The valve is open today. " * (FILE_BYTES // 25))
    first = f"GET /api/v1/documents/{document['id']}/file/ HTTP/1.1\r\n".encode() + person.head + b"\r\n"
    return Crowd(ground, Manner(first, reads=1_024, every=0.2), 140).run


def uploads_beside(ground: Field) -> Assault:
    """45 MB come in, again and again, while 140 half heads are held: an honest one beside an attack."""
    person, half = attacker(ground), half_heads(140)(ground)
    body = b"0" * UPLOAD_BYTES

    def upload(number: int) -> None:
        if number == 0:
            half()
            return
        began = time.monotonic()
        parts = [("files", (f"large-{number}.bin", body))]
        sent(ground, person.http, f"POST /api/v1/sources/{person.source}/files/", files=parts)
        took = ground.notes.setdefault("upload_seconds", [])
        took.append(round(time.monotonic() - began, 2))
        ground.stop.wait(1)

    return lambda: ground.many(upload, 3)


def early_refusals(ground: Field) -> Assault:
    """20 MB of JSON for a route that takes 5: refused before they are sent."""
    http, body = client(ground), b"{" + b" " * 20_000_000

    def send(_number: int) -> None:
        sent(ground, http, "POST /auth/login/", content=body, headers={"Content-Type": "application/json"})

    return lambda: ground.many(send, 4)


def clients_gone(ground: Field) -> Assault:
    """Ask, upload and download, and be gone in the middle, with a reset."""
    person = attacker(ground)
    ask = b'{"content": "When is the valve of the pump house opened?"}'
    wholes = [
        _post(person, f"/api/v1/conversations/{person.talk}/messages/", ask),
        _post(person, f"/api/v1/sources/{person.source}/files/", b"x" * 200_000)[:70_000],
        b"GET /docs/assets/docs.js HTTP/1.1\r\n" + person.head + b"\r\n",
    ]

    def vanish(number: int) -> None:
        with socket.create_connection(("127.0.0.1", ground.port), timeout=10) as sock:
            sock.sendall(wholes[number % len(wholes)])
            ground.stop.wait(0.02)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        ground.told.hear(0, "left")
        ground.stop.wait(0.05)

    return lambda: ground.many(vanish, 9)


def many_streams(ground: Field) -> Assault:
    """100 answers at once, each read to its end."""
    people = [told_of(attacker(ground)) for _ in range(5)]

    def listen(number: int) -> None:
        person = people[number % len(people)]
        try:
            talk = person.http.post(f"/api/v1/chatbots/{person.chatbot}/conversations/", json={}).json()
            path = f"/api/v1/conversations/{talk['id']}/messages/"
            headers = {"Accept": "text/event-stream"}
            with person.http.stream("POST", path, json={"content": "Tell it slowly."}, headers=headers) as answer:
                heard(ground, answer)
                for _ in answer.iter_raw():
                    if ground.stop.is_set():
                        return
        except Exception as error:  # noqa: BLE001 - whatever went wrong is what the attacker was told
            ground.told.hear(0, type(error).__name__)
        ground.stop.wait(0.5)

    return lambda: ground.many(listen, 100)


def _crowd(manner: Manner, many: int) -> Attack:
    def prepare(ground: Field) -> Assault:
        return Crowd(ground, manner, many).run

    return prepare


def _post(person: Attacker, path: str, body: bytes) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nAccept: text/event-stream\r\nContent-Length: {len(body)}\r\n".encode()
    return head + b"Content-Type: application/json\r\n" + person.head + b"\r\n" + body
