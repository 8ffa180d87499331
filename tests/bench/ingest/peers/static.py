"""What the three share: the vectors of wordllama as its package gives them, and the loader's arguments.

Runs in the environments of the three, where nothing of this project is installed.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import wordllama

from tests.bench.ingest.measured import clock, end

DIMENSIONS, BATCH = 256, 500


class Static:
    """Vectors ``[n][256]`` of unit length."""

    def __init__(self) -> None:
        folder = Path(wordllama.__file__).parent
        self._model = wordllama.WordLlama.load(cache_dir=folder, dim=DIMENSIONS, disable_download=True)

    def __call__(self, texts: list[str]) -> list[list[float]]:
        """Of texts, in one call."""
        vectors: list[list[float]] = self._model.embed(texts, norm=True).tolist()
        return vectors


@dataclass(frozen=True, slots=True)
class Load:
    """Where from and where to."""

    files: list[Path]
    url: str
    index: str


def run(load: Callable[[Load, Static], int]) -> None:
    """Load what the arguments name; ``load`` answers how many chunks it wrote."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=Path, required=True, help="a list of paths, one a line")
    parser.add_argument("--opensearch", required=True)
    parser.add_argument("--index", required=True)
    parser.add_argument("--server", type=int, help="OpenSearch's process, whose CPU seconds count")
    given = parser.parse_args()
    files = [Path(line) for line in given.files.read_text().splitlines()]
    embed = Static()
    embed(["warm"])
    with clock(given.server) as taken:
        taken.chunks = load(Load(files, given.opensearch, given.index), embed)
    end(taken)
