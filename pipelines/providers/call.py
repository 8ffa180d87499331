"""A question to a chat model and its answer, as values."""

from collections.abc import Callable
from dataclasses import dataclass

from haystack.dataclasses import ChatMessage

from pipelines.asking import Usage
from pipelines.delivery import Delivery
from pipelines.providers.deadline import Deadline

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Call:
    """What to ask which model, until when. ``tokens``: most to be generated.

    ``begin`` is called at the start of every attempt and gives what hears its tokens; None: answer as a whole.
    """

    messages: list[ChatMessage]
    model: str
    temperature: float
    deadline: Deadline
    delivery: Delivery
    begin: Callable[[], Say] | None = None
    tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Completion:
    """What the model said and what it cost."""

    text: str
    usage: Usage | None
