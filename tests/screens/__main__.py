"""``make screens``: a stack of its own, a furnished account, and a picture of every page in both themes."""

import argparse
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

from tests.bench.stack.library import ended
from tests.e2e.ui.library import Library, furnished
from tests.e2e.ui.pages import STATES, enter
from tests.e2e.ui.visitor import visiting
from tests.servers.browser import chromium
from tests.servers.stack import Stack, new_stack

ROOT = Path(__file__).parents[2]
# Those that show what no other one does.
SHOWN = [
    "login",
    "register",
    "dashboard",
    "create",
    "delete",
    "palette",
    "chat-new",
    "chat-answer",
    "chat-nothing",
    "reader-pdf",
    "reader-docx",
    "sources",
    "sources-schedule",
    "sources-history",
    "document",
    "search-results",
    "settings",
    "system",
]
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def take(browser: Browser, library: Library, stack: Stack, *, width: int, into: Path) -> None:
    """Every shown state at one width, in both themes; the width is in the name where it is not the usual one."""
    ending = "" if width == 1280 else f"-{width}"
    for stranger in (True, False):
        with visiting(browser, stack, viewport={"width": width, "height": 800}) as visitor:
            if not stranger:
                visitor.log_in(library.account)
            visitor.expects()
            for state in (one for one in STATES if one.name in SHOWN and one.stranger == stranger):
                enter(visitor, library, state)
                for theme in THEMES:
                    visitor.page.wait_for_function("() => [...document.images].every(({complete}) => complete)")
                    visitor.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                    visitor.page.screenshot(path=into / f"{state.name}-{theme}{ending}.png")


def main() -> None:
    """Write the pictures to ``docs/screens/`` or where ``--into`` says."""
    parser = argparse.ArgumentParser(description="Screenshots of every page.")
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "screens")
    parser.add_argument("--widths", type=int, nargs="+", default=[1280])
    given = parser.parse_args()
    given.into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="refdesk-screens-") as folder, ended(new_stack(Path(folder))) as stack:
        stack.wait_ready()
        with furnished(stack) as library, chromium() as browser:
            for width in given.widths:
                take(browser, library, stack, width=width, into=given.into)
    print(f"{len(list(given.into.glob('*.png')))} pictures in {given.into}")


if __name__ == "__main__":
    main()
