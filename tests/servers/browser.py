"""Chromium for the tests: the machine's own, Debian's package where it may be installed, or Playwright's download."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from tests.servers.installing import one_at_a_time

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = ["--disable-gpu", "--disable-dev-shm-usage"]
INSTALL_SECONDS = 280
ABSENT = (
    "There is no browser: install Debian's package chromium (apt-get install chromium), or run "
    "`.venv/bin/playwright install chromium`."
)


def found_chromium() -> str | None:
    """The path of the machine's Chromium; None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install_chromium() -> None:
    """Install Debian's package where that is allowed and it is still missing; nothing happens elsewhere."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0 or found_chromium():
        return
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run([apt, *arguments], env=env, capture_output=True, timeout=INSTALL_SECONDS, check=False)


def provide_chromium() -> str | None:
    """The path of the machine's Chromium, installed where it was missing and may be; None for Playwright's own."""
    if found_chromium() is None:
        with sync_playwright() as playwright:
            own = os.path.exists(playwright.chromium.executable_path)  # noqa: PTH110
        if not own:
            with one_at_a_time():
                install_chromium()
    return found_chromium()


def _launch(playwright: Playwright, path: str | None, arguments: Sequence[str]) -> Browser:
    return playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *arguments], chromium_sandbox=False)


@contextmanager
def chromium(*arguments: str) -> Iterator[Browser]:
    """One browser, with further arguments of its command line; ends with the block.

    Raises ``RuntimeError`` that says how to get one where there is none.
    While it runs, its event loop is this thread's: no other asyncio code can run in it.
    """
    path = provide_chromium()
    with sync_playwright() as playwright:
        try:
            browser = _launch(playwright, path, arguments)
        except Error as failed:
            raise RuntimeError(f"{ABSENT} ({failed.message.splitlines()[0]})") from None
        try:
            yield browser
        finally:
            browser.close()
