"""Shapes of filling the next index."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field


class ReindexErrorOut(BaseModel):
    """Why it waits, and what to do."""

    code: str
    message: str
    action: str


class ReindexOut(BaseModel):
    """Where filling the next index is. Numbers of documents are the installation's: null but for operators."""

    phase: Annotated[
        Literal["none", "asked", "filling", "settling", "done", "cancelled"],
        Field(description="`settling`: the next index answers, the one before is still there"),
    ]
    share: Annotated[float, Field(description="part of the documents that is in the next index, 0 to 1")] = 0.0
    seconds_left: Annotated[float | None, Field(description="at the present rate; null while it is not known")] = None
    waiting: Annotated[bool, Field(description="something is in the way; operators see what")] = False
    done: int | None = None
    total: int | None = None
    documents_per_second: float | None = None
    error: ReindexErrorOut | None = None
    started_at: datetime | None = None
    swapped_at: datetime | None = None
    ended_at: datetime | None = None
