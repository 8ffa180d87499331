"""OpenSearch on this machine without Docker: fetched from Maven Central, started, found by its log, ended.

The traps behind the options: a port above 9299 ends the program without a message, a taken port is silently replaced
by the next (so the port is read from the log), and a second instance contacts the first (only a differing cluster
name keeps it out). No native k-NN libraries: engine ``lucene`` only.
"""

import argparse
import ctypes
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deployments import maven

HERE = Path(__file__).parent / "opensearch-local"
RUNNER = "org.codelibs.opensearch.runner.OpenSearchRunner"
KNN = "org.opensearch.knn.plugin.KNNPlugin"
ADDRESS = re.compile(r"HttpServerTransport\b.*publish_address \{(?:[^/{}]*/)?(127\.0\.0\.1|\[::1\]):(\d+)\}")
START_SECONDS = 120.0
STOP_SECONDS = 20.0
PR_SET_PDEATHSIG = 1
# Sets the death signal in the child itself: safe with threads, unlike ``preexec_fn``.
EXEC = "from deployments.opensearch_local import exec_with_parent as e; import sys; e(int(sys.argv[1]), sys.argv[2:])"


class OpenSearchLocalError(Exception):
    """OpenSearch cannot be fetched or started; the message names the remedy in one line."""


@dataclass(frozen=True, slots=True)
class Running:
    """A started OpenSearch."""

    url: str
    pid: int
    cluster: str


def cache_dir() -> Path:
    """Where artifacts are kept: outside the repository, shared by all checkouts."""
    root = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(root) / "refdesk" / "opensearch"


def missing_programs() -> list[str]:
    """Programs that are needed and absent: ``java`` always, ``mvn`` only until the artifacts are cached."""
    needed = ["java"] if fetched(cache_dir()) else ["java", "mvn"]
    return [name for name in needed if shutil.which(name) is None]


def install_programs() -> None:
    """Install a JRE and Maven with apt-get where they are absent and this user may; else say what to do.

    Raises ``OpenSearchLocalError`` with one line that names the remedy.
    """
    if not missing_programs():
        return
    packages = {"java": "default-jre-headless", "mvn": "maven"}
    names = [packages[name] for name in missing_programs()]
    remedy = f"run `apt-get install -y --no-install-recommends {' '.join(names)}` as root"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise OpenSearchLocalError(f"OpenSearch needs {' and '.join(missing_programs())}: {remedy}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-qy", "--no-install-recommends", *names]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise OpenSearchLocalError(f"apt-get failed ({last}): {remedy}")


def fetched(cache: Path) -> bool:
    """Whether the artifacts lie in the cache."""
    return any(cache.glob("lib/opensearch-2*.jar")) and any(cache.glob("knn/opensearch-knn*.jar"))


def fetch(cache: Path) -> None:
    """Fill the cache from Maven Central (59 MB, once). Raises ``OpenSearchLocalError``."""
    if fetched(cache):
        return
    cache.parent.mkdir(parents=True, exist_ok=True)
    # Filled aside and moved: an interrupted or a second fetch never leaves half a cache.
    with tempfile.TemporaryDirectory(dir=cache.parent, prefix="fetch-") as aside:
        out = Path(aside) / "out"
        try:
            maven.package(HERE / "pom.xml", out)
        except maven.MavenFailed as failed:
            raise OpenSearchLocalError(f"Maven could not fetch OpenSearch, check the network: {failed}") from failed
        if not fetched(cache):
            shutil.rmtree(cache, ignore_errors=True)
            out.rename(cache)


def exec_with_parent(parent: int, command: list[str]) -> None:
    """Become ``command``, killed as soon as the parent is gone."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)
    os.execvp(command[0], command)  # noqa: S606 - the point of it: no shell in between


@contextmanager
def opensearch(
    data: Path, *, cluster: str | None = None, port: int = 9200, fast_start: bool = True, heap: str = "1g"
) -> Iterator[Running]:
    """A running OpenSearch with its data under ``data``; ended at exit and with this process.

    ``fast_start`` compiles less (for tests; leave it out for benches). Raises ``OpenSearchLocalError``.
    """
    install_programs()
    fetch(cache_dir())
    name = cluster or f"refdesk-local-{secrets.token_hex(4)}"
    # The runner writes into its configuration folder.
    shutil.copytree(HERE / "conf", data / "conf", dirs_exist_ok=True)
    log = data / "opensearch.log"
    command = _command(data, name, port=port, fast_start=fast_start, heap=heap)
    with log.open("wb") as sink:
        child = subprocess.Popen(
            [sys.executable, "-c", EXEC, str(os.getpid()), *command],
            stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT, cwd=Path(__file__).parent.parent,
        )  # fmt: skip
    try:
        url = _wait(child, log, name)
        yield Running(url, child.pid, name)
    finally:
        _stop(child)


def _command(data: Path, cluster: str, *, port: int, fast_start: bool, heap: str) -> list[str]:
    cache = cache_dir()
    start = ["-XX:TieredStopAtLevel=1"] if fast_start else []
    return [
        "java", "-Xms256m", f"-Xmx{heap}", "-XX:+UseSerialGC", *start, "-cp", f"{cache}/lib/*:{cache}/knn/*", RUNNER,
        "-basePath", str(data / "nodes"), "-confPath", str(data / "conf"), "-clusterName", cluster,
        "-numOfNode", "1", "-baseHttpPort", str(port), "-pluginTypes", KNN,
    ]  # fmt: skip


def _wait(child: "subprocess.Popen[bytes]", log: Path, cluster: str) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        found = ADDRESS.search(log.read_text(errors="replace"))
        if found:
            url = f"http://127.0.0.1:{found[2]}"
            if _cluster_name(url) == cluster:
                return url
        if child.poll() is not None:
            raise OpenSearchLocalError(f"OpenSearch ended with {child.returncode}, see {log}: {_last_line(log)}")
        time.sleep(0.1)
    raise OpenSearchLocalError(f"OpenSearch did not start in {START_SECONDS:.0f} s, see {log}: {_last_line(log)}")


def _cluster_name(url: str) -> str | None:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own loopback URL
            return str(json.load(answer)["cluster_name"])
    except OSError:
        return None


def _last_line(log: Path) -> str:
    return (log.read_text(errors="replace").strip().splitlines() or ["the log is empty"])[-1]


def _stop(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def main() -> None:
    """Run OpenSearch in the foreground until Ctrl-C or SIGTERM; print its URL."""
    parser = argparse.ArgumentParser(prog="python -m deployments.opensearch_local", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of its data and log")
    parser.add_argument("--port", type=int, default=9200, help="first port tried is this plus one")
    arguments = parser.parse_args()
    arguments.data.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        with opensearch(arguments.data.resolve(), port=arguments.port, fast_start=False) as running:
            print(f"REFDESK_OPENSEARCH_URL={running.url}", flush=True)
            signal.pause()
    except OpenSearchLocalError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
