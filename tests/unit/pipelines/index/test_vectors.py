"""Vectors are checked before they reach a store."""

import numpy as np
import pytest

from pipelines.errors import IndexMismatch
from pipelines.index.vectors import checked, unit


def test_sound_vectors_become_contiguous_float32() -> None:
    """Whatever precision and layout they had."""
    result = checked(np.ones((3, 2), order="F"), count=3, dimensions=2)
    assert result.dtype == np.float32
    assert result.flags.c_contiguous


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf, 0.0, 1e-30, 1e30, 1e300])
def test_numbers_without_a_usable_direction_are_refused(number: float) -> None:
    """NaN, infinity, zero, and what vanishes or overflows in float32."""
    with pytest.raises(IndexMismatch):
        checked(np.full((1, 4), number), count=1, dimensions=4)


def test_another_shape_is_refused() -> None:
    """Both numbers are named."""
    with pytest.raises(IndexMismatch, match=r"\(1, 4\).*\(1, 5\)"):
        checked(np.ones((1, 4)), count=1, dimensions=5)


def test_unit_vectors_have_length_one() -> None:
    """The direction is kept."""
    np.testing.assert_allclose(unit(np.array([[3.0, 4.0]], np.float32)), [[0.6, 0.8]], atol=1e-6)
