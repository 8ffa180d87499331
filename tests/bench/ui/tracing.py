"""How long a page took to answer, read from a trace of Chromium.

Not from its Event Timing: that one reports keys in a text field late or not at all while nobody looks at the window.
"""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

CATEGORIES = ["devtools.timeline", "cc", "viz", "toplevel"]
EVENTS = frozenset({"keydown", "input", "pointerdown", "click"})
"""What a person does; the others follow from these."""


def answered_after(trace: Iterable[dict[str, Any]]) -> list[tuple[str, float]]:
    """For each event its name and the ms from its dispatch to the first picture that was drawn after a commit after it.

    Events that change nothing on the screen have no such picture of their own and are left out: where the next event
    comes first, the picture is that one's.
    """
    known = list(trace)
    dispatched = sorted((one["ts"], one["ts"] + one.get("dur", 0), name) for one in known if (name := _event(one)))
    commits = sorted(one["ts"] for one in known if one["name"] == "ProxyMain::BeginMainFrame::commit")
    drawn = sorted(one["ts"] + one.get("dur", 0) for one in known if one["name"] == "Display::DrawAndSwap")
    took = []
    for at, (start, end, name) in enumerate(dispatched):
        commit = _first_after(commits, end)
        picture = commit and _first_after(drawn, commit)
        following = next((later for later, _, kind in dispatched[at + 1 :] if kind in ("keydown", "pointerdown")), None)
        if picture and (following is None or commit < following):
            took.append((name, (picture - start) / 1000))
    return took


def _event(one: dict[str, Any]) -> str | None:
    kind = (one.get("args", {}).get("data") or {}).get("type") if one["name"] == "EventDispatch" else None
    return kind if kind in EVENTS else None


def _first_after(times: list[float], moment: float) -> float | None:
    at = bisect_left(times, moment)
    return times[at] if at < len(times) else None
