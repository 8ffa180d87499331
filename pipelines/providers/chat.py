"""One call of an OpenAI-compatible chat model through Haystack's generator: deadline, stop and errors added."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Event
from typing import Any, TypeGuard

import openai
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.dataclasses import ChatMessage, StreamingChunk
from haystack.utils import Secret

from pipelines.providers.call import Call, Completion
from pipelines.providers.failures import Ended, ProviderFailure, Stopped
from pipelines.providers.interruptible import interruptible
from pipelines.providers.streaming import heard
from pipelines.providers.translation import CAUGHT, failure
from pipelines.questions import Usage
from pipelines.settings import PipelineSettings
from pipelines.text.surrogates import storable

# A stream that says nothing for so long is given up, also when the deadline is farther away.
SILENCE_SECONDS = 20.0
# Of a token, where nobody has counted: most languages that are written with letters have about so many.
CHARACTERS = 4
# A larger number counts no tokens, and no store holds it.
COUNTED_AT_MOST = 2**31 - 1
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
    """Passes a stream's text on as it comes, and knows when it was left. To Haystack it is the streaming callback."""

    say: Callable[[str], None]
    left: Event
    heard: _Heard

    def hear(self, chunk: Mapping[str, Any], text: str) -> None:
        """Raises ``Stopped`` when the stream was left."""
        if self.left.is_set():
            raise Stopped
        # Some servers count with every piece; the others at the end only.
        self.heard.counted = _told(chunk.get("usage")) or self.heard.counted
        if text:
            self.heard.characters += len(text)
            self.say(storable(text))

    def __call__(self, _chunk: StreamingChunk) -> None:
        """What Haystack has put together was heard before."""


class StoppableChatGenerator(OpenAIChatGenerator):
    """Haystack's generator, whose stream is heard piece by piece and ends between two of them when it was left."""

    def _handle_stream_response(self, chat_completion: Any, callback: Any) -> list[ChatMessage]:
        assert self.client is not None  # noqa: S101 - it has made the stream
        chunks: Any = heard(chat_completion, self.client, callback)
        return super()._handle_stream_response(chunks, callback)


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
            known = _Heard()
            try:
                return self._once(call, known)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as refused:
                if not self._learnt(call.model, refused):
                    raise failure(refused) from refused
            except Ended as ended:
                # What was cut short has cost something all the same.
                ended.usage, ended.model = known.usage(call), call.model
                raise
            except CAUGHT as error:
                failed = failure(error)
                failed.usage = known.usage(call)
                raise failed from error

    def _once(self, call: Call, known: _Heard) -> Completion:
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
            callback = _Listener(put, left, known) if call.begin is not None else None
            made = self._generator.run(
                call.messages, streaming_callback=callback, generation_kwargs=arguments, tools=tools
            )
            reply: ChatMessage = made["replies"][0]
            known.counted = _told(reply.meta.get("usage")) or known.counted
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


def _told(usage: Any) -> Usage | None:
    """What a provider counts; None where that is no count: an answer is not lost for it."""
    told = usage if isinstance(usage, dict) else {}
    read, said = told.get("prompt_tokens"), told.get("completion_tokens")
    return Usage(read, said) if _is_count(read) and _is_count(said) else None


def _is_count(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and 0 <= value <= COUNTED_AT_MOST


def _completion(reply: ChatMessage, *, streamed: bool) -> Completion:
    if streamed and reply.meta.get("finish_reason") is None:
        raise ProviderFailure("The model's answer broke off.", retryable=True)
    # A filter may take everything away: that is how it ended, not a failure.
    if not (reply.text or "").strip() and not reply.tool_calls and reply.meta.get("finish_reason") != "content_filter":
        raise ProviderFailure("The model's answer is empty.", retryable=True)
    ended = str(reply.meta.get("finish_reason") or "stop")
    return Completion(storable(reply.text or ""), _told(reply.meta.get("usage")), ended, calls=tuple(reply.tool_calls))
