"""Weights of static vectors as they lie in their file: mapped, so that the processes of a host share the pages."""

from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from pipelines.types import Vector

NAME = "embedding.weight"
# What safetensors calls numbers.
KINDS = {"F16": np.float16, "F32": np.float32}


class MappedWeights:
    """``[tokens, dimensions]`` of a safetensors file, single precision where they are looked up.

    A loaded copy of its own in single precision is 33 MB in every process; of the file only the rows of words that
    were used are in memory, once for all.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            told: dict[str, Any] = orjson.loads(file.read(length))[NAME]
        self.shape = tuple(told["shape"])
        begin = 8 + length + told["data_offsets"][0]
        self._rows = np.memmap(path, KINDS[told["dtype"]], mode="r", offset=begin, shape=self.shape)

    def __getitem__(self, tokens: NDArray[np.int32]) -> Vector:
        """The rows ``[*tokens.shape, dimensions]`` of tokens."""
        # Each once: making single precision of them costs more than looking them up.
        seen, places = np.unique(tokens, return_inverse=True)
        rows: Vector = self._rows[seen].astype(np.float32)[places.reshape(tokens.shape)]
        return rows
