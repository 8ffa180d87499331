"""The first load of both stores against the bare parts, and against the bare parts with the engine's own chunks."""

import contextlib
import shutil
import statistics
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from opensearchpy import OpenSearch

from deployments.opensearch_local import Running
from tests.bench.ingest import bare
from tests.bench.ingest.measured import Taken, line
from tests.bench.ingest.measured import run as measured
from tests.bench.stack.figures import tell

GOALS = {"opensearch": 1.05, "sqlite": 1.3}
MEMORY_GOAL_MB = 400
# Of SQLite's files every tenth: its library is compiled already.
WARM = 10


@dataclass(frozen=True, slots=True)
class Bench:
    """What is loaded, where, and how often. ``server`` is None where no part needs OpenSearch."""

    folder: Path
    files: Sequence[Path]
    server: Running | None
    pairs: int

    @property
    def url(self) -> str:
        """OpenSearch's."""
        if self.server is None:
            raise RuntimeError("OpenSearch was not started.")
        return self.server.url

    @property
    def pid(self) -> int | None:
        """OpenSearch's process, where it is this run's."""
        return (self.server.pid or None) if self.server else None

    def listed(self, files: Sequence[Path], name: str) -> Path:
        """A file that lists files."""
        path = self.folder / name
        path.write_text("".join(f"{one}\n" for one in files))
        return path


def run(bench: Bench, store: str) -> None:
    """Print the figures of a store."""
    loads = Loads(bench, store)
    _warm(bench, store, loads)
    taken: dict[str, list[Taken]] = {"engine": [], "bare": [], "same": []}
    for number in range(bench.pairs):
        ways: Mapping[str, Callable[[], Taken]] = {
            "engine": lambda: loads.engine(bench.files, keep=loads.kept),
            "bare": lambda: loads.bare(bench.files),
            "same": lambda: loads.bare(bench.files, loads.kept),
        }
        # Turned at every pair; the first engine run cuts the chunks that ``same`` writes.
        order = list(ways) if number % 2 == 0 else ["same", "bare", "engine"]
        for way in order:
            taken[way].append(ways[way]())
            tell(f"{store} {way}: {taken[way][-1]}")
    _report(store, taken)


def _warm(bench: Bench, store: str, loads: "Loads") -> None:
    """One load of each. OpenSearch needs all files for it: until then it interprets, and compiles beside the load.

    That first load is a figure of its own; whoever goes first has compiled what both use.
    """
    files = bench.files if store == "opensearch" else bench.files[::WARM]
    ours, theirs = loads.engine(files, keep=loads.kept), loads.bare(files)
    tell(f"{store}: warm after {ours} and {theirs}")
    if store == "opensearch":
        spent = {"cpu_s": ours.cpu, "server_cpu_s": ours.server, "bare_server_cpu_s": theirs.server}
        line("first_load_cold_server", store, ours.seconds, unit="s", **spent)


def _report(store: str, taken: Mapping[str, Sequence[Taken]]) -> None:
    ours, theirs, same = taken["engine"], taken["bare"], taken["same"]
    against: dict[str, float] = {"bare_s": _middle(theirs, "seconds"), "bare_cpu_s": _middle(theirs, "cpu", "server")}
    against |= {"chunks": ours[-1].chunks, "bare_chunks": theirs[-1].chunks, "cpu_s": _middle(ours, "cpu", "server")}
    against |= {"cpu_ratio": against["cpu_s"] / against["bare_cpu_s"]}
    line(
        "first_load",
        store,
        _middle(ours, "seconds"),
        unit="s",
        ratio=_ratio(ours, theirs),
        goal=GOALS[store],
        **against,
    )
    alike = {
        "bare_s": _middle(same, "seconds"),
        "bare_cpu_s": _middle(same, "cpu", "server"),
        "chunks": same[-1].chunks,
    }
    line("first_load_same_chunks", store, _middle(ours, "seconds"), unit="s", ratio=_ratio(ours, same), **alike)
    child = _middle(ours, "child")
    bare_mb = _middle(theirs, "peak")
    line("worker_peak", store, _middle(ours, "peak"), unit="MB", goal=MEMORY_GOAL_MB, child=child, bare=bare_mb)


def _middle(taken: Sequence[Taken], *names: str) -> float:
    middle: float = statistics.median(sum(getattr(one, name) for name in names) for one in taken)
    return round(middle, 2)


def _ratio(ours: Sequence[Taken], theirs: Sequence[Taken]) -> float:
    return statistics.median(one.seconds / other.seconds for one, other in zip(ours, theirs, strict=True))


class Loads:
    """Loads of a store, each into an index of its own."""

    def __init__(self, bench: Bench, store: str) -> None:
        self._bench, self._store = bench, store
        self.kept = bench.folder / f"{store}-chunks.jsonl"

    def engine(self, files: Sequence[Path], *, keep: Path) -> Taken:
        """A load by the engine into an index of its own."""
        listed = self._bench.listed(files, "engine.txt")
        data = self._bench.folder / f"data-{uuid.uuid4().hex[:8]}"
        arguments: list[object] = ["--files", listed, "--data", data, "--keep-chunks", keep]
        try:
            with self._index() as index:
                if index:
                    arguments += ["--opensearch", self._bench.url, "--index", index]
                return measured("engine", *arguments, server=self._bench.pid if index else None)
        finally:
            shutil.rmtree(data, ignore_errors=True)

    def bare(self, files: Sequence[Path], chunks: Path | None = None) -> Taken:
        """A load by the bare parts."""
        arguments: list[object] = ["--files", self._bench.listed(files, "bare.txt")]
        if chunks is not None:
            arguments += ["--chunks", chunks]
        with self._index() as index:
            if not index:
                path = self._bench.folder / f"bare-{uuid.uuid4().hex[:8]}.sqlite"
                try:
                    return measured("bare", *arguments, "--sqlite", path)
                finally:
                    for one in self._bench.folder.glob(f"{path.name}*"):
                        one.unlink()
            with contextlib.closing(OpenSearch(self._bench.url, timeout=60)) as client:
                client.indices.create(index=index, body=bare.MAPPING)
            arguments += ["--opensearch", self._bench.url, "--index", index]
            return measured("bare", *arguments, server=self._bench.pid)

    def peer(self, name: str, python: Path) -> Taken:
        """A load by one of ``peers`` into OpenSearch, run by its environment's interpreter."""
        listed = self._bench.listed(self._bench.files, "peer.txt")
        with self._index() as index:
            arguments: list[object] = ["--files", listed, "--opensearch", self._bench.url, "--index", index]
            return measured(f"peers.{name}", *arguments, server=self._bench.pid, python=python)

    @contextlib.contextmanager
    def _index(self) -> Iterator[str]:
        """The name, or prefix, of an index of OpenSearch, all of whose indexes are removed; "" on SQLite."""
        if self._store == "sqlite":
            yield ""
            return
        name = f"bench{uuid.uuid4().hex[:8]}"
        try:
            yield name
        finally:
            remove(self._bench.url, name)


def remove(url: str, prefix: str) -> None:
    """Delete the indexes whose names begin so."""
    with contextlib.closing(OpenSearch(url, timeout=60)) as client:
        for one in client.indices.get(index=f"{prefix}*", expand_wildcards="all"):
            client.indices.delete(index=one)
