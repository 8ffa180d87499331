"""How the time that a piece of work takes grows with its size."""

import time
from collections.abc import Callable

# More than a measurement that nothing disturbed says of work in line with its size, and far less than 4.
LINEAR = 2.4


def growth(work: Callable[[int], object], size: int, *, tries: int = 3) -> float:
    """How many times as long ``work`` takes for twice the size: about 2 where time is linear, 4 where it is squared.

    Processor time, the least of some tries: other programs of the machine hardly count. What is linear at the first
    try is tried no more.
    """
    once = _seconds(work, size)
    twice = float("inf")
    for _ in range(tries):
        once, twice = min(once, _seconds(work, size)), min(twice, _seconds(work, 2 * size))
        if twice <= LINEAR * once:
            break
    return twice / max(once, 1e-4)


def _seconds(work: Callable[[int], object], size: int) -> float:
    begun = time.process_time()
    work(size)
    return time.process_time() - begun
