"""How the time that a piece of work takes grows with its size."""

import time
from collections.abc import Callable


def growth(work: Callable[[int], object], size: int, *, tries: int = 3) -> float:
    """How many times as long ``work`` takes for twice the size: about 2 where time is linear, 4 where it is squared.

    Processor time, the least of some tries: other programs of the machine hardly count.
    """
    work(size)
    return _least(work, 2 * size, tries) / max(_least(work, size, tries), 1e-4)


def _least(work: Callable[[int], object], size: int, tries: int) -> float:
    times = []
    for _ in range(tries):
        begun = time.process_time()
        work(size)
        times.append(time.process_time() - begun)
    return min(times)
