"""Tesseract for the tests: the machine's own, or Debian's package where it may be installed."""

import os
import shutil
import subprocess

from tests.servers.installing import one_at_a_time

PACKAGE = "tesseract-ocr"
INSTALL_SECONDS = 280
ABSENT = f"There is no tesseract: install Debian's package {PACKAGE} (apt-get install {PACKAGE})."


def provide_tesseract() -> str:
    """The path of the program, installed where it was missing and may be. Raises ``RuntimeError`` that says how."""
    if shutil.which("tesseract") is None:
        with one_at_a_time():
            _install()
    found = shutil.which("tesseract")
    if found is None:
        raise RuntimeError(ABSENT)
    return found


def _install() -> None:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0 or shutil.which("tesseract"):
        return
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", PACKAGE]):
        subprocess.run([apt, *arguments], env=env, capture_output=True, timeout=INSTALL_SECONDS, check=False)
