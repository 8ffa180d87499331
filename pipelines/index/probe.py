"""What a document is looked for by, right after it was written and before it is called ``indexed``."""

from itertools import islice

from pipelines.text.revisions import Analyzer
from pipelines.types import Chunk

PROBE_TERMS = 8


def probe_terms(chunk: Chunk, analyzer: Analyzer) -> tuple[str, ...]:
    """The first eight different terms of a chunk's text: a search for each of them must find it."""
    return tuple(islice(dict.fromkeys(analyzer.terms(chunk.text, chunk.language).split()), PROBE_TERMS))
