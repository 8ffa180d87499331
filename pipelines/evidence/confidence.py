"""How sure an answer may be: a calibrated formula over absolute evidence, never over the fused score.

Logistic, trained on one question set and checked on others, with static vectors:
``p = 1 / (1 + exp(-(3.1 cos + 3.85 cov_ctx + 2.75 cov_pairs - 4.85)))``. It tells a missing document (AUROC .978) and
an off-topic question (.99); it does not tell near-misses on the same subject (.587).
"""

import math
from collections.abc import Sequence

from pipelines.evidence.values import Band, Sentence

CLOSEST_SHARE = 0.4


def confidence(sentences: Sequence[Sentence]) -> float:
    """The probability in [0, 1] that the first sentence answers; 0 without a sentence."""
    if not sentences:
        return 0.0
    first = sentences[0]
    z = 3.1 * first.cosine + 3.85 * first.coverage + 2.75 * first.pairs - 4.85
    return 1 / (1 + math.exp(-z))


def band(probability: float, min_confidence: float) -> Band:
    """Answer from ``min_confidence`` on, closest passages from 0.4 times it, else nothing."""
    if probability <= 0:
        return Band.NOTHING
    if probability >= min_confidence:
        return Band.ANSWER
    return Band.CLOSEST if probability >= CLOSEST_SHARE * min_confidence else Band.NOTHING
