"""What surrounds the stack: a locked database, models that dribble, a full disk, an end in the middle."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import psutil

from tests.bench.siege.field import Assault, Field
from tests.bench.siege.people import attacker, heard, sent, told_of

SPOKEN = {"Accept": "text/event-stream"}
BLOCK = 1 << 16
FULL_SHARE = 0.8


def nothing(ground: Field) -> Assault:
    """No attack: what two looks at quiet times differ by."""
    return lambda: ground.many(lambda _: None, 0)


def locked_sql(ground: Field) -> Assault:
    """Another process holds the database, longer than anybody waits."""
    person = attacker(ground)

    def assault() -> None:
        with closing(sqlite3.connect(ground.stack.data_dir / "refdesk.sqlite", isolation_level=None)) as held:
            held.execute("BEGIN IMMEDIATE")
            while not ground.stop.is_set():
                sent(ground, person.http, "POST /api/v1/chatbots/", json={"name": "While it is locked"})
            held.execute("ROLLBACK")

    return assault


def full_disk(ground: Field) -> Assault:
    """Not a byte is left, for most of the attack; then there is room again, and what had begun goes on to its end."""
    person, filler = attacker(ground), ground.stack.data_dir.parent / "filler"

    def assault() -> None:
        filled, until = _fill(filler), time.monotonic() + FULL_SHARE * ground.seconds
        while time.monotonic() < until:
            sent(ground, person.http, "POST /api/v1/chatbots/", json={"name": "While it is full"})
            ground.stop.wait(0.5)
        filler.unlink()
        since = time.monotonic()
        while (answer := sent(ground, person.http, "POST /api/v1/chatbots/", json={"name": "Again"})) is None or (
            answer.status_code != 201 and time.monotonic() - since < 60
        ):
            time.sleep(0.2)
        ground.notes |= {"filled_mb": round(filled / 1e6), "recovered_seconds": round(time.monotonic() - since, 1)}

    return assault


def dribbling_models(ground: Field) -> Assault:
    """As many answers as are allowed, each from a provider that says a letter a second."""
    people = [told_of(attacker(ground)) for _ in range(6)]

    def ask(number: int) -> None:
        person = people[number % len(people)]
        try:
            talk = person.http.post(f"/api/v1/chatbots/{person.chatbot}/conversations/", json={}).json()["id"]
            path = f"/api/v1/conversations/{talk}/messages/"
            with person.http.stream("POST", path, json={"content": "Tell it in drops."}, headers=SPOKEN) as answer:
                heard(ground, answer)
                for _ in answer.iter_raw():
                    if ground.stop.is_set():
                        return
        except Exception as error:  # noqa: BLE001 - what came is what the attacker was told
            ground.told.hear(0, type(error).__name__)
        ground.stop.wait(1.0)

    return lambda: ground.many(ask, 240)


def drained(ground: Field) -> Assault:
    """SIGTERM to the web app while it writes answers: they end, it is back by itself; nobody is answered meanwhile."""
    person = attacker(ground)

    def assault() -> None:
        web = next(one for one in ground.stack.processes() if "webapp" in " ".join(one.cmdline()))
        with person.http.stream(
            "POST", f"/api/v1/conversations/{person.talk}/messages/", json={"content": "Tell it."}, headers=SPOKEN
        ) as answer:
            heard(ground, answer)
            since = time.monotonic()
            web.terminate()
            text = "".join(answer.iter_text())
        ground.notes["open_answer"] = "whole" if "event: done" in text else "cut off"
        _gone(web)
        ground.notes["ended_seconds"] = round(time.monotonic() - since, 1)
        while not ground.stack.is_ready():
            time.sleep(0.1)
        ground.notes |= {"back_seconds": round(time.monotonic() - since, 1), "nobody_answers": True}
        if "event: done" not in text:
            ground.notes["failed"] = "an open answer was cut off"

    return assault


def _gone(process: psutil.Process) -> None:
    try:
        process.wait(30)
    except psutil.TimeoutExpired:
        return


def _fill(path: Path) -> int:
    filled = 0
    with path.open("wb", buffering=0) as filler:
        try:
            while True:
                filled += filler.write(b"\0" * BLOCK)
        except OSError:
            return filled
