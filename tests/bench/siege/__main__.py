"""``make siege``: each attack beside a tenant that works on; one JSON line per attack on stdout.

Runs as anybody: the small disk is a tmpfs in namespaces of the user's own (``unshare``).
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.bench.siege.attacks.named import SCENES
from tests.bench.siege.field import Attack, Field, besiege, watched
from tests.bench.siege.figures import Result
from tests.bench.siege.provider import provided
from tests.bench.stack.figures import tell
from tests.bench.stack.library import ended
from tests.servers.stack import Stack, new_stack

SECONDS = 8.0
ATTACKERS_NICE = 10
DISK_MB = 700
# Attackers and tenant come from addresses of their own, as through a proxy.
SETTINGS = {
    "REFDESK_TRUSTED_PROXIES": "127.0.0.1",
    "REFDESK_ACCESS_TOKEN_MINUTES": "1000",
    # What anybody gets who registers.
    "REFDESK_DEFAULT_PLAN": "free",
}


def main() -> int:
    """Exit status 0 when every attack was withstood."""
    given = _given()
    if given.scene:
        return 0 if _scene(given.scene, _chosen(given.scene, given.only), given) else 1
    # A program for each stack: it lets attackers give way, and there is no way back from that.
    wanted = [scene for scene in SCENES if _chosen(scene, given.only)]
    return max((_apart(scene, given) for scene in wanted), default=1)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Attack a stack, and see what a tenant notices.")
    parser.add_argument("--only", default="", help="names of attacks, or parts of them, comma separated")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of each look, quiet and under attack")
    parser.add_argument("--scene", choices=SCENES, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _chosen(scene: str, only: str) -> dict[str, Attack]:
    parts = [part.strip() for part in only.split(",") if part.strip()]
    return {name: one for name, one in SCENES[scene].items() if not parts or any(part in name for part in parts)}


def _scene(scene: str, attacks: Mapping[str, Attack], given: argparse.Namespace) -> bool:
    passed = True
    with _folder(given.folder) as folder, _settings(scene) as env:
        stack = new_stack(folder, **SETTINGS, **env)
        with ended(stack):
            stack.wait_ready()
            with watched(stack) as watch:
                _give_way()
                for name, attack in attacks.items():
                    tell(name)
                    passed &= _told(besiege(name, attack, Field(stack, watch, given.seconds)))
        if not passed:
            _keep_logs(stack)
    return passed


def _give_way() -> None:
    # Attackers sit on machines of their own: they must not take the processor of the stack and the tenant.
    if os.nice(0) < ATTACKERS_NICE:
        os.nice(ATTACKERS_NICE)


def _told(result: Result) -> bool:
    line = result.line()
    print(json.dumps(line), flush=True)
    return bool(line["passed"])


@contextmanager
def _settings(scene: str) -> Iterator[dict[str, str]]:
    if scene != "models":
        yield {}
        return
    with provided() as url:
        yield {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "none"}


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="refdesk-bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _apart(scene: str, given: argparse.Namespace) -> int:
    options = ["--scene", scene, "--only", given.only, "--seconds", str(given.seconds)]
    command = [sys.executable, "-m", "tests.bench.siege", *options]
    if scene != "disk":
        return subprocess.run(command, check=False).returncode
    if shutil.which("unshare") is None:
        tell("There is no unshare: the small disk is left out.")
        return 1
    with tempfile.TemporaryDirectory(prefix="refdesk-bench-") as folder:
        inside = f'mount -t tmpfs -o size={DISK_MB}m none "$0" && exec "$@"'
        small = ["unshare", "-Urm", "sh", "-c", inside, folder, *command, "--folder", folder]
        return subprocess.run(small, check=False).returncode


def _keep_logs(stack: Stack) -> None:
    kept = Path(tempfile.mkdtemp(prefix="refdesk-siege-logs-"))
    for log in stack.logs():
        shutil.copy(log, kept)
    tell(f"The logs are in {kept}.")


if __name__ == "__main__":
    sys.exit(main())
