"""Layouts of the versions that were looked at last: a click on a mark must not read the whole document again."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from pipelines.convert.source import Layout

Key = tuple[str, str]
# Twelve bytes a run: at most 24 MB.
RUNS_AT_MOST = 2_000_000


class Layouts:
    """By document and version, the least recently used leaves first. Thread-safe."""

    def __init__(self, runs_at_most: int = RUNS_AT_MOST) -> None:
        self._most = runs_at_most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, Layout] = OrderedDict()
        self._runs = 0
        self._making: dict[Key, threading.Lock] = {}

    def get(self, key: Key, make: Callable[[], Layout]) -> Layout:
        """The layout, made unless it is kept; callers of one document at the same time make it once."""
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        try:
            with making:
                layout = self._found(key)
                return layout if layout is not None else self._keep(key, make())
        finally:
            with self._lock:
                self._making.pop(key, None)

    def _found(self, key: Key) -> Layout | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: Key, layout: Layout) -> Layout:
        size = len(layout.starts)
        with self._lock:
            if size <= self._most and key not in self._kept:
                self._kept[key] = layout
                self._runs += size
            while self._runs > self._most:
                _, oldest = self._kept.popitem(last=False)
                self._runs -= len(oldest.starts)
        return layout
