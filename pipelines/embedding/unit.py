"""Checks vectors as they come from a model and makes them unit length."""

import numpy as np

from pipelines.errors import EmbedderUnavailable
from pipelines.types import Vector


def unit_rows(raw: Vector, *, dimensions: int, model: str) -> Vector:
    """Rows ``[n, dimensions]`` of length 1. Raises ``EmbedderUnavailable`` for NaN, zero or misshapen vectors."""
    vectors = np.ascontiguousarray(raw, dtype=np.float32)
    if vectors.ndim != 2 or vectors.shape[1] != dimensions:
        raise EmbedderUnavailable(f"{model} answered vectors of shape {vectors.shape}, expected [n, {dimensions}].")
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or (lengths == 0).any():
        raise EmbedderUnavailable(f"{model} answered a vector that is zero or not a number.")
    unit: Vector = vectors / lengths
    return unit
