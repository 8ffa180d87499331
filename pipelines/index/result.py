"""What a search gives: hits, what was missing, and how they lie to each other."""

from dataclasses import dataclass, field

from pipelines.types import Degradation, Hit, IndexSpec, Vector


@dataclass(frozen=True, slots=True)
class Result:
    """At most k hits, best first, and what was missing; ``spec``: of the index that they come from.

    Where a vector was asked with: ``vectors`` of the hits ``[len(hits), dimensions]``, not necessarily of length 1, and
    ``floor``, the cosine that counts as nothing.
    """

    hits: tuple[Hit, ...]
    degraded: tuple[Degradation, ...] = ()
    spec: IndexSpec | None = None
    vectors: Vector | None = field(default=None, compare=False, repr=False)
    floor: float = 0.0
