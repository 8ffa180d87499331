"""Log lines of many threads: whole, in order, and written by whoever writes already."""

import json
import logging
import os
import threading

from pipelines.logs import json_handler

THREADS, LINES = 16, 40


def test_lines_of_many_threads_are_whole_and_in_order() -> None:
    """Also those that are longer than a pipe takes at once."""
    reading, writing = os.pipe()
    heard: list[dict[str, int]] = []

    def hear() -> None:
        with os.fdopen(reading) as lines:
            heard.extend(json.loads(json.loads(line)["event"]) for line in lines)

    listener = threading.Thread(target=hear)
    listener.start()
    with os.fdopen(writing, "w") as stream:
        handler = json_handler(stream)

        def say(number: int) -> None:
            for at in range(LINES):
                said = json.dumps({"number": number, "at": at, "pad": "x" * (9_000 if at == 7 else 10)})
                handler.handle(logging.LogRecord("a", logging.INFO, "a.py", 1, said, None, None))

        people = [threading.Thread(target=say, args=(number,)) for number in range(THREADS)]
        for one in people:
            one.start()
        for one in people:
            one.join()
    listener.join()
    assert len(heard) == THREADS * LINES
    for number in range(THREADS):
        assert [one["at"] for one in heard if one["number"] == number] == list(range(LINES))
