"""Models that see placeholders where personal data stands: the one place that every call to a provider passes.

Whose answer it is says whether: ``AnswerWriter.veil``. What comes back has the values in it again, piece by piece, so
that whatever judges, cites and records works on the words themselves.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

from haystack.dataclasses import ChatMessage, ToolCall

from pipelines.endpoints import Endpoint
from pipelines.personal.placeholders import TOLD, Placeholders, Restoring
from pipelines.providers.call import Call, Completion, Say
from pipelines.providers.chain import Lending, Model
from pipelines.providers.failures import Enough


class Veiled:
    """Lends the models of another lender, each behind the veil of the call's reader."""

    def __init__(self, models: Lending) -> None:
        self._models = models

    def lent(self, endpoint: Endpoint) -> AbstractContextManager[Model]:
        """The model of an endpoint, for one call."""
        return self._lent(endpoint)

    def close(self) -> None:
        """Close connections."""
        self._models.close()

    @contextmanager
    def _lent(self, endpoint: Endpoint) -> Iterator[Model]:
        with self._models.lent(endpoint) as model:
            yield _VeiledModel(model)


class _VeiledModel:
    def __init__(self, model: Model) -> None:
        self._model = model

    def complete(self, call: Call) -> Completion:
        """The completion, its placeholders restored. Raises as the model does."""
        veil: Placeholders | None = getattr(call.reader, "veil", None)
        return self._model.complete(call) if veil is None else self._veiled(call, veil)

    def _veiled(self, call: Call, veil: Placeholders) -> Completion:
        pieces = _Pieces(veil)
        begin = None if call.begin is None else pieces.beginning(call.begin)
        made = self._model.complete(replace(call, messages=_hidden(call.messages, veil), begin=begin))
        pieces.finish()
        calls = tuple(replace(one, arguments=_each(one.arguments, veil.restore)) for one in made.calls)
        return replace(made, text=veil.restore(made.text), calls=calls)


class _Pieces:
    """The pieces of the latest attempt, restored on their way to the reader."""

    def __init__(self, veil: Placeholders) -> None:
        self._veil = veil
        self._say: Say | None = None
        self._restoring: Restoring | None = None

    def beginning(self, begin: Callable[[], Say]) -> Callable[[], Say]:
        """What hears the tokens of an attempt."""

        def begun() -> Say:
            say, restoring = begin(), self._veil.restoring()
            self._say, self._restoring = say, restoring

            def hear(piece: str) -> None:
                if released := restoring.feed(piece):
                    say(released)

            return hear

        return begun

    def finish(self) -> None:
        """Say what was held back."""
        if self._say is not None and self._restoring is not None and (rest := self._restoring.finish()):
            try:
                self._say(rest)
            except Enough:
                # The completion has ended anyway; that it is too long, its reader knows.
                return


def _hidden(messages: list[ChatMessage], veil: Placeholders) -> list[ChatMessage]:
    """The conversation as the model sees it, and in its first message what placeholders are."""
    texts: list[str] = []

    def seen(text: str) -> str:
        texts.append(text)
        return text

    for message in messages:
        _walk(message, seen)
    shown = dict(zip(texts, veil.hide(texts), strict=True))
    hidden = [_walk(message, shown.__getitem__) for message in messages]
    if not veil:
        return hidden
    if hidden and hidden[0].is_from("system"):
        return [ChatMessage.from_system(f"{hidden[0].text}\n\n{TOLD}"), *hidden[1:]]
    return [ChatMessage.from_system(TOLD), *hidden]


def _walk(message: ChatMessage, change: Callable[[str], str]) -> ChatMessage:
    """The message with each of its texts changed: what is said, what a tool is called with, what it gave."""
    if message.is_from("system"):
        return ChatMessage.from_system(change(message.text or ""))
    if message.is_from("user"):
        return ChatMessage.from_user(change(message.text or ""))
    if message.is_from("tool"):
        (result,) = message.tool_call_results
        origin = _called(result.origin, change)
        return ChatMessage.from_tool(_each(result.result, change), origin=origin, error=result.error)
    calls = [_called(call, change) for call in message.tool_calls]
    return ChatMessage.from_assistant(None if message.text is None else change(message.text), tool_calls=calls)


def _called(call: ToolCall, change: Callable[[str], str]) -> ToolCall:
    return replace(call, arguments=_each(call.arguments, change))


def _each(value: Any, change: Callable[[str], str]) -> Any:
    """JSON with each of its texts changed, names too: a model may write anything anywhere."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {_each(name, change): _each(one, change) for name, one in value.items()}
    return [_each(one, change) for one in value] if isinstance(value, list) else value
