"""Windows in this process: places come back one by one, and memory is bounded whoever comes."""

from webapp.limits.windows import MemoryWindows


class Clock:
    """Time that the test sets."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_places_come_back_as_they_were_taken() -> None:
    """Each a window's length after it was taken; what did not fit takes nothing."""
    clock = Clock()
    windows = MemoryWindows(clock=clock)
    for moment, amount, free in ((0, 1, True), (4, 2, True), (5, 1, False), (10.5, 1, True), (10.6, 1, False)):
        clock.now = 1_000 + moment
        assert windows.take("a", 3, 10, amount=amount).free is free
    assert windows.take("a", 3, 10, amount=0).oldest == 1_004
    clock.now = 2_000.0
    assert windows.take("a", 3, 10, amount=0).count == 0
    assert windows.take("b", 3, 10, amount=4).free is False


def test_memory_is_bounded_whoever_comes() -> None:
    """A hundred thousand addresses: those that were heard of last are known."""
    windows = MemoryWindows(most=1_000)
    for number in range(100_000):
        windows.take(f"{number}", 5, 60, amount=1)
    assert windows.clear() <= 500
    for _ in range(5_000):
        assert windows.take("one", 10_000, 60, amount=1).free
    assert windows.take("one", 10_000, 60, amount=0).count == 5_000
