"""One call of an OpenAI-compatible chat model through Haystack's generator: deadline, stop and errors added."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Any

import openai
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.dataclasses import ChatMessage, StreamingChunk
from haystack.utils import Secret

from pipelines.providers.call import Call, Completion
from pipelines.providers.failures import Ended, ProviderFailure, Stopped
from pipelines.providers.interruptible import interruptible
from pipelines.providers.translation import CAUGHT, failure
from pipelines.questions import Usage
from pipelines.settings import PipelineSettings

# A stream that says nothing for so long is given up, also when the deadline is farther away.
SILENCE_SECONDS = 20.0
# Of a token, where nobody has counted: most languages that are written with letters have about so many.
CHARACTERS = 4
# Some models take no temperature but their own, some servers know no options of a stream, some models no tools.
OPTIONAL = ("temperature", "max_tokens", "stream_options", "tool_choice", "tools")


@dataclass(slots=True)
class _Heard:
    """What is known of a stream while it comes: how much it said, and what the provider counted so far."""

    characters: int = 0
    counted: Usage | None = None

    def usage(self, call: Call) -> Usage | None:
        """Tokens, reckoned where the provider has not told them; None where nothing was said."""
        if self.counted is not None or not self.characters:
            return self.counted
        read = sum(len(message.text or "") for message in call.messages)
        return Usage(-(-read // CHARACTERS), -(-self.characters // CHARACTERS), estimated=True)


@dataclass(frozen=True, slots=True)
class _Listener:
    """Haystack's streaming callback: passes text on, and knows when it was left."""

    say: Callable[[str], None]
    left: Event
    heard: _Heard

    def __call__(self, chunk: StreamingChunk) -> None:
        if chunk.content:
            self.heard.characters += len(chunk.content)
            self.say(chunk.content)


class StoppableChatGenerator(OpenAIChatGenerator):
    """Haystack's generator, whose stream ends between two tokens when it was left."""

    def _handle_stream_response(self, chat_completion: Any, callback: Any) -> list[ChatMessage]:
        return super()._handle_stream_response(_until_left(chat_completion, callback), callback)


def _until_left(stream: Any, listener: _Listener) -> Any:
    try:
        for chunk in stream:
            if listener.left.is_set():
                raise Stopped
            # Some servers count with every piece; the others at the end only.
            if (told := getattr(chunk, "usage", None)) is not None:
                listener.heard.counted = Usage(told.prompt_tokens, told.completion_tokens)
            yield chunk
    finally:
        stream.close()


class ChatModel:
    """The provider of the settings. Thread-safe; the client's connections are shared."""

    def __init__(self, settings: PipelineSettings) -> None:
        key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else "none"
        self._generator = StoppableChatGenerator(
            api_key=Secret.from_token(key),
            model=settings.model,
            api_base_url=settings.openai_base_url,
            timeout=settings.llm_timeout_seconds,
            max_retries=0,
        )
        self._generator.warm_up()
        self._refused: set[tuple[str, str]] = set()

    def complete(self, call: Call) -> Completion:
        """The completion. Raises ``ProviderFailure``, or ``Stopped`` when the reader stopped it."""
        while True:
            heard = _Heard()
            try:
                return self._once(call, heard)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as refused:
                if not self._learnt(call.model, refused):
                    raise failure(refused) from refused
            except Ended as ended:
                # What was cut short has cost something all the same.
                ended.usage, ended.model = heard.usage(call), call.model
                raise
            except CAUGHT as error:
                failed = failure(error)
                failed.usage = heard.usage(call)
                raise failed from error

    def _once(self, call: Call, heard: _Heard) -> Completion:
        given = _arguments(call).items()
        arguments = {name: value for name, value in given if (call.model, name) not in self._refused}
        tools = None if (call.model, "tools") in self._refused else list(call.tools) or None
        if tools is None:
            arguments.pop("tool_choice", None)

        def check() -> None:
            if call.reader.stopped:
                raise Stopped
            if call.deadline.remaining <= 0:
                raise ProviderFailure("The model's answer took longer than allowed.", retryable=False)

        def work(put: Callable[[str], None], left: Event) -> ChatMessage:
            callback = _Listener(put, left, heard) if call.begin is not None else None
            made = self._generator.run(
                call.messages, streaming_callback=callback, generation_kwargs=arguments, tools=tools
            )
            reply: ChatMessage = made["replies"][0]
            heard.counted = _counted(reply) or heard.counted
            return reply

        say = call.begin() if call.begin is not None else _unheard
        return _completion(interruptible(work, say, check), streamed=call.begin is not None)

    def _learnt(self, model: str, refused: openai.APIStatusError) -> bool:
        """Whether the model refused an argument that it can do without: it is left out from now on."""
        known = {name for name in OPTIONAL if (model, name) not in self._refused and name in str(refused)}
        self._refused |= {(model, name) for name in known}
        return bool(known)

    def close(self) -> None:
        """Close the client's connections."""
        self._generator.close()


def _unheard(_piece: str) -> None:
    """A completion that is asked for as a whole has no pieces."""


def _arguments(call: Call) -> dict[str, Any]:
    left = call.deadline.remaining
    arguments: dict[str, Any] = {
        "model": call.model,
        "temperature": call.temperature,
        "timeout": min(left, SILENCE_SECONDS) if call.begin is not None else left,
    }
    if call.begin is not None:
        arguments["stream_options"] = {"include_usage": True}
    if call.tokens is not None:
        arguments["max_tokens"] = call.tokens
    if not call.may_call:
        arguments["tool_choice"] = "none"
    return arguments


def _completion(reply: ChatMessage, *, streamed: bool) -> Completion:
    if streamed and reply.meta.get("finish_reason") is None:
        raise ProviderFailure("The model's answer broke off.", retryable=True)
    # A filter may take everything away: that is how it ended, not a failure.
    if not (reply.text or "").strip() and not reply.tool_calls and reply.meta.get("finish_reason") != "content_filter":
        raise ProviderFailure("The model's answer is empty.", retryable=True)
    ended = str(reply.meta.get("finish_reason") or "stop")
    return Completion(reply.text or "", _counted(reply), ended, calls=tuple(reply.tool_calls))


def _counted(reply: ChatMessage) -> Usage | None:
    usage = reply.meta.get("usage") or {}
    return Usage(int(usage["prompt_tokens"]), int(usage["completion_tokens"])) if usage else None
