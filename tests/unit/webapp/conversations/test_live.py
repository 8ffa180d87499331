"""An answer in memory: readers get every event once, in order, at their own pace."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from webapp.conversations.events import StreamEvent, as_data
from webapp.conversations.live import AT_ONCE, GATHER_SECONDS, Live


def test_readers_get_every_event_once() -> None:
    """However many read while one speaks: the same events, and in them all that was said."""
    live = Live("m", "c")

    def produce() -> None:
        for place in range(200):
            live.say(f"{place} ")
            if place % 20 == 0:
                time.sleep(0.001)
        live.append("citation", {"citation": {"n": 1}})
        live.end(StreamEvent(len(live.events) + 1, "done", "{}"))

    with ThreadPoolExecutor(5) as pool:
        readers = [pool.submit(lambda: list(live.read(0, heartbeat=10))) for _ in range(4)]
        pool.submit(produce)
        for reader in readers:
            assert [event for event in reader.result(10) if event] == live.events
    assert [event.seq for event in live.events] == list(range(1, len(live.events) + 1))
    assert live.said() == "".join(f"{place} " for place in range(200))


def test_a_late_reader_gets_the_rest_only() -> None:
    """From the position it names; beyond the end there is nothing, and no waiting."""
    live = Live("m", "c")
    for place in range(3):
        live.append("token", {"text": str(place)})
    live.end(StreamEvent(4, "done", "{}"))
    assert [event.seq for event in live.read(2, heartbeat=10) if event] == [3, 4]
    assert list(live.read(4, heartbeat=10)) == []
    assert list(live.read(99, heartbeat=10)) == []


def test_silence_is_told_by_heartbeats() -> None:
    """None comes whenever nothing came for that long, so that a dead connection is noticed."""
    live = Live("m", "c")
    heard = live.read(0, heartbeat=0.05)
    assert [next(heard), next(heard)] == [None, None]
    live.end(None)
    assert not any(heard)


def test_waiting_ends_with_the_answer() -> None:
    """``wait`` gives the last event, or None where the answer ended without one."""
    live = Live("m", "c")
    threading.Timer(0.05, live.end, args=[StreamEvent(1, "done", "{}")]).start()
    assert live.wait() == StreamEvent(1, "done", "{}")
    nothing = Live("n", "c")
    nothing.end(None)
    assert nothing.wait() is None


def test_what_was_said_is_the_tokens_put_together() -> None:
    """Other events say nothing."""
    live = Live("m", "c")
    live.append("meta", {"message_id": "m", "conversation_id": "c"})
    live.append("token", {"text": "one\n"})
    live.append("token", {"text": "“two”"})
    assert live.said() == "one\n“two”"


def test_the_words_of_a_long_answer_are_gathered() -> None:
    """Once it was told often enough, what comes between two looks of a reader is one event, and nothing is missed."""
    live = Live("m", "c")
    read = live.read(0, heartbeat=5.0)
    for number in range(AT_ONCE):
        live.say(f"{number} ")
        if number + 1 < AT_ONCE:
            assert next(read) is not None

    def say() -> None:
        for number in range(AT_ONCE, AT_ONCE + 200):
            live.say(f"{number} ")
            time.sleep(GATHER_SECONDS / 25)
        live.end(None)

    saying = threading.Thread(target=say)
    saying.start()
    began = time.monotonic()
    told = [event for event in read if event is not None]
    took = time.monotonic() - began
    saying.join()
    assert [event.seq for event in told] == list(range(AT_ONCE, AT_ONCE + len(told)))
    assert len(told) <= took / GATHER_SECONDS + 2
    assert live.said() == "".join(f"{number} " for number in range(AT_ONCE + 200))


def test_gathered_words_wait_for_nobody() -> None:
    """Who waits for the first of them gets it at once; whatever is no word comes behind what was said before it."""
    live = Live("m", "c")
    for _ in range(AT_ONCE):
        live.say("a")
    read = live.read(AT_ONCE, heartbeat=5.0)
    began = time.monotonic()
    threading.Timer(0.05, live.say, args=["b"]).start()
    assert next(read) == StreamEvent(AT_ONCE + 1, "token", as_data({"text": "b"}))
    assert time.monotonic() - began < 2
    live.say("c")
    live.say("d")
    live.append("claim", {"claim": {}})
    assert [event.data for event in live.after(AT_ONCE + 1)] == [as_data({"text": "cd"}), as_data({"claim": {}})]
    live.say("e")
    live.end(None)
    assert live.said().endswith("bcde")


def test_who_waits_for_the_end_is_not_kept_awake() -> None:
    """Beyond all positions words that are gathered are nothing new."""
    live = Live("m", "c")
    for _ in range(AT_ONCE + 3):
        live.say("a")
    began = time.thread_time()
    assert next(live.read(10_000, heartbeat=0.2)) is None
    assert time.thread_time() - began < 0.1
