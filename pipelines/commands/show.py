"""``python -m pipelines.commands.show query|index``: a pipeline of this installation as YAML, on standard output."""

import sys

from pipelines.answer.pipeline import read_query_pipeline
from pipelines.assembly.installation import Installation
from pipelines.ingest.pipeline import build_indexing_pipeline
from pipelines.settings import PipelineSettings

PIPELINES = {"query": read_query_pipeline, "index": build_indexing_pipeline}


def shown(name: str, settings: PipelineSettings) -> str:
    """The YAML of a pipeline; parts of the installation stand by name. Raises ``PipelineInvalid``."""
    installation = Installation(settings)
    try:
        return PIPELINES[name](installation).dumps()
    finally:
        installation.close()


if __name__ == "__main__":
    sys.stdout.write(shown(sys.argv[1], PipelineSettings()))
