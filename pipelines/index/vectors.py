"""Vectors are checked before they are stored or asked with: stores take NaN and zero silently."""

import numpy as np
from numpy.typing import NDArray

from pipelines.errors import IndexMismatch
from pipelines.types import Vector

# Below this the squares vanish in float32 and a cosine would be 0/0; above the largest they overflow.
LEAST_SQUARE = 1e-30


def checked(vectors: Vector, *, count: int, dimensions: int) -> Vector:
    """The vectors as contiguous ``float32[count, dimensions]``.

    Raises ``IndexMismatch`` for another shape, for NaN or infinity, and for a vector without a direction.
    """
    if vectors.shape != (count, dimensions):
        raise IndexMismatch(f"Vectors have shape {vectors.shape}, the index takes ({count}, {dimensions}).")
    with np.errstate(over="ignore"):
        plain = np.ascontiguousarray(vectors, dtype=np.float32)
        squares = np.einsum("ij,ij->i", plain, plain)
    if not np.isfinite(squares).all():
        raise IndexMismatch("A vector holds a number that is not finite.")
    if (squares < LEAST_SQUARE).any():
        raise IndexMismatch("A vector is zero and has no direction.")
    return plain


def unit_sum(vectors: Vector) -> NDArray[np.float64]:
    """The sum ``[dimensions]`` of checked vectors that were given length 1."""
    wide = vectors.astype(np.float64)
    total: NDArray[np.float64] = (1 / np.sqrt(np.einsum("ij,ij->i", wide, wide))) @ wide
    return total


def unit(vectors: Vector) -> Vector:
    """Checked vectors ``[n, dimensions]`` with length 1."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)
