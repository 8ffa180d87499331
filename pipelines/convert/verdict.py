"""What a child's answer or its end means for the document that it read."""

import os
import signal
from typing import Any, NoReturn

from pipelines.convert.failures import fail
from pipelines.convert.source import Converted
from pipelines.convert.wire import Ending, Job, unpack_converted
from pipelines.errors import NothingToIndex, StorageError, UnreadableDocument

OUT_OF_MEMORY = 77
# A library that gets no memory ends its process by one of these.
GAVE_UP = (signal.SIGTRAP, signal.SIGILL, signal.SIGSEGV, signal.SIGBUS)
MEMORY_SHARE = 0.5


def missing(job: Job) -> StorageError:
    """There is no such file."""
    return StorageError(f"The file of '{job.name}' is not there.")


def checked(job: Job, answer: dict[str, Any] | None, ending: Ending) -> dict[str, Any]:
    """The answer, if it is one. Raises ``UnreadableDocument``, ``NothingToIndex`` or ``StorageError``, if not."""
    if answer is None:
        _explain(job, ending)
    if answer.get("missing"):
        raise missing(job)
    if refused := answer.get("refused"):
        tree = NothingToIndex if refused["kind"] == "skipped" else UnreadableDocument
        raise tree(refused["message"], code=refused["code"], action=refused["action"])
    return answer


def converted(job: Job, answer: dict[str, Any]) -> Converted:
    """The document of an answer to ``convert``."""
    return unpack_converted(answer["converted"], answer["files"], job.cutting)


def _explain(job: Job, ending: Ending) -> NoReturn:
    """Why a child gave no answer."""
    limits = job.limits
    swollen = ending.peak_kb * 1_024 > MEMORY_SHARE * limits.memory_mb * 1_000_000
    if os.WIFEXITED(ending.status):
        if swollen or os.WEXITSTATUS(ending.status) == OUT_OF_MEMORY:
            fail("converter_memory", job.name, limits.memory_mb)
        fail("broken", job.name, "its reader gave up on it")
    killer = os.WTERMSIG(ending.status)
    if killer in (signal.SIGALRM, signal.SIGXCPU):
        fail("converter_timeout", job.name, limits.seconds)
    # Abort is what libraries without exceptions end in when they ask for more than there is, however little they hold.
    if killer in (signal.SIGKILL, signal.SIGABRT) or (killer in GAVE_UP and swollen):
        fail("converter_memory", job.name, limits.memory_mb)
    fail("broken", job.name, "its reader crashed on it")
