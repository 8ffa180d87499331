"""An answer in memory: readers get every event once, in order, at their own pace."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from webapp.conversations.events import StreamEvent, as_data
from webapp.conversations.live import AT_ONCE, GATHER_SECONDS, Live


def test_readers_get_every_event_once() -> None:
    """However many read while one appends."""
    live = Live("m", "c")

    def produce() -> None:
        for place in range(200):
            live.append("token", {"text": str(place)})
            if place % 20 == 0:
                time.sleep(0.001)
        live.end(StreamEvent(201, "done", "{}"))

    with ThreadPoolExecutor(5) as pool:
        readers = [pool.submit(lambda: list(live.read(0, heartbeat=10))) for _ in range(4)]
        pool.submit(produce)
        for reader in readers:
            assert [event.seq for event in reader.result(10) if event] == list(range(1, 202))


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


def test_the_pieces_of_a_long_answer_are_gathered() -> None:
    """Once it was told often enough, a reader wakes for several at a time, misses none and hears the end."""
    live = Live("m", "c")
    read = live.read(0, heartbeat=5.0)
    for number in range(AT_ONCE):
        live.append("token", {"text": str(number)})
        assert next(read) is not None

    def say() -> None:
        for number in range(AT_ONCE, AT_ONCE + 20):
            live.append("token", {"text": str(number)})
            time.sleep(GATHER_SECONDS / 25)
        live.end(None)

    saying = threading.Thread(target=say)
    saying.start()
    moments = [(event.data, time.monotonic()) for event in read if event is not None]
    saying.join()
    assert [told for told, _ in moments] == [as_data({"text": str(n)}) for n in range(AT_ONCE, AT_ONCE + 20)]
    pauses = sum(after - before > GATHER_SECONDS / 2 for (_, before), (_, after) in pairwise(moments))
    assert pauses <= 3
