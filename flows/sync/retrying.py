"""When a task is worth another try: the outside did not answer. What retries mean is decided here only."""

from typing import Any

from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task

from pipelines.errors import PipelineError

DELAYS: list[float] = [0.5, 2.0, 5.0, 10.0]


def outside_failed(task: Task[Any, Any], task_run: TaskRun, state: State[Any]) -> bool:  # noqa: ARG001
    """Whether the index, storage, the embedder or the converter let the task down, and not our own mistake."""
    return isinstance(state.data, PipelineError)
