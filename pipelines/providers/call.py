"""A question to a chat model and its answer, as values."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from haystack.dataclasses import ChatMessage, ToolCall
from haystack.tools.tool import Tool

from pipelines.endpoints import Endpoint
from pipelines.providers.deadline import Deadline
from pipelines.questions import Spent, Usage

Say = Callable[[str], None]


class Reader(Protocol):
    """For whom a completion is made: an ``AnswerWriter``, whose reader may have heard of it or want no more."""

    @property
    def stopped(self) -> bool:
        """Whether the completion is no longer wanted."""
        ...

    @property
    def spoken(self) -> bool:
        """Whether something of it has been heard, so that it must not begin anew."""
        ...

    def pause(self, seconds: float) -> None:
        """Wait, but not longer than it is wanted."""
        ...

    def paid(self, spent: Spent) -> None:
        """A call for it was made, whatever became of it."""
        ...


@dataclass(frozen=True, slots=True)
class Call:
    """What to ask whose model, until when: the first of ``order``, and the others where it fails. ``tokens``: most to
    be generated.

    ``tools``: what the model may ask to be computed instead of answering; not ``may_call``: they are only named, since
    the conversation holds their results.

    ``begin`` is called at the start of every attempt and gives what hears its tokens; None: answer as a whole.
    """

    messages: list[ChatMessage]
    order: tuple[Endpoint, ...]
    temperature: float
    deadline: Deadline
    reader: Reader
    begin: Callable[[], Say] | None = None
    tokens: int | None = None
    tools: tuple[Tool, ...] = ()
    may_call: bool = True

    @property
    def model(self) -> str:
        """The model that is asked first."""
        return self.order[0].model


@dataclass(frozen=True, slots=True)
class Completion:
    """What the model said, what it cost, and how it ended: ``stop``, ``length`` (the provider's limit of tokens) or
    ``content_filter``, as far as the provider says. ``calls``: the tools that it wants called before it answers.
    ``provider_id`` and ``model`` are those of the endpoint.
    """

    text: str
    usage: Usage | None
    ended: str = "stop"
    model: str = ""
    calls: tuple[ToolCall, ...] = ()
    provider_id: str = ""
