"""One call of an OpenAI-compatible chat model through Haystack's generator: deadline, stop and errors added."""

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Any, TypeGuard

import openai
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.dataclasses import ChatMessage, StreamingChunk
from haystack.utils import Secret

from pipelines.endpoints import Endpoint
from pipelines.providers.bounded import bounded, heeding
from pipelines.providers.call import Call, Completion
from pipelines.providers.failures import Ended, ProviderFailure, Stopped
from pipelines.providers.interruptible import MOST_LEFT, Left, interruptible
from pipelines.providers.pacing import Pace
from pipelines.providers.streaming import heard
from pipelines.providers.translation import CAUGHT, failure
from pipelines.questions import Usage
from pipelines.text.surrogates import storable

if TYPE_CHECKING:
    import httpx

# A stream that says nothing for so long is given up, also when the deadline is farther away.
SILENCE_SECONDS = 20.0
# Of a token, where nobody has counted: most languages that are written with letters have about so many.
CHARACTERS = 4
# A larger number counts no tokens, and no store holds it.
COUNTED_AT_MOST = 2**31 - 1
LATE = "The model's answer took longer than allowed."
# Where no address is given.
OPENAI = "https://api.openai.com/v1"
# Some models take no temperature but their own, some servers know no options of a stream, some models no tools.
OPTIONAL = ("temperature", "max_tokens", "stream_options", "tool_choice", "tools")
# Of one answer; what is computed for them is bounded again.
MOST_CALLS = 16
# What no text has but to steer what shows it: controls, overrides of the direction, letters that nobody sees.
_STEERS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]"
)


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
            self.say(_text(text))

    def __call__(self, _chunk: StreamingChunk) -> None:
        """What Haystack has put together was heard before."""


class StoppableChatGenerator(OpenAIChatGenerator):
    """Haystack's generator, whose stream is heard piece by piece and ends between two of them when it was left."""

    def __init__(self, http: "httpx.Client", **given: Any) -> None:
        super().__init__(**given)
        self._http = http

    def warm_up(self) -> None:
        """Its requests go through the client that it was given."""
        if self.client is None:
            http: Any = self._http
            self.client = openai.OpenAI(http_client=http, **self._client_kwargs())

    def forget_environment(self) -> None:
        """Send nothing along that the SDK found in the environment: this provider is not the installation's."""
        client: Any = self.client
        client.organization = client.project = client.admin_api_key = None
        client._custom_headers = {}

    def _handle_stream_response(self, chat_completion: Any, callback: Any) -> list[ChatMessage]:
        assert self.client is not None  # noqa: S101 - it has made the stream
        # Closed here, whatever Haystack makes of it: the collector would close it in the middle of anything, while this
        # very thread holds the lock of the connections that closing waits for.
        with closing(heard(chat_completion, self.client, callback)) as chunks:
            stream: Any = chunks
            return super()._handle_stream_response(stream, callback)


class ChatModel:
    """The provider of an endpoint, for any of its models. Thread-safe; the client's connections are shared.

    ``http`` is closed with it.
    """

    def __init__(self, endpoint: Endpoint, http: "httpx.Client", *, seconds: float = 60.0) -> None:
        key = endpoint.key.get_secret_value() if endpoint.key else "none"
        self._generator = StoppableChatGenerator(
            bounded(http),
            api_key=Secret.from_token(key),
            model=endpoint.model,
            api_base_url=endpoint.base_url or OPENAI,
            timeout=seconds,
            max_retries=0,
        )
        self._generator.warm_up()
        if endpoint.provider_id:
            self._generator.forget_environment()
        self._refused: set[tuple[str, str]] = set()
        self._left = Left()

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
                ended.usage = known.usage(call)
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
                raise ProviderFailure(LATE, retryable=False)

        def work(put: Callable[[str], None], left: Event) -> ChatMessage:
            callback = _Listener(put, left, known) if call.begin is not None else None
            with heeding(lambda: _heed(left, call)), _paced(left, self._left) if callback else nullcontext():
                made = self._generator.run(
                    call.messages, streaming_callback=callback, generation_kwargs=arguments, tools=tools
                )
            reply: ChatMessage = made["replies"][0]
            known.counted = _told(reply.meta.get("usage")) or known.counted
            return reply

        if self._left.count >= MOST_LEFT:
            raise ProviderFailure("The model's provider keeps too many calls that nobody waits for.", retryable=False)
        say = call.begin() if call.begin is not None else _unheard
        reply = interruptible(work, say, check, among=self._left)
        return _completion(reply, call, known)

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


def _paced(left: Event, among: Left) -> AbstractContextManager[None]:
    # The module opens sockets: who asks no model need not import it.
    from pipelines.outbound.network import resting

    return resting(Pace(left, lambda: len(among)).rest)


def _heed(left: Event, call: Call) -> None:
    if left.is_set():
        raise Stopped
    if call.deadline.remaining <= 0:
        raise ProviderFailure(LATE, retryable=False)


def _text(said: str) -> str:
    """What a provider says, without what steers."""
    return said if said.isascii() and said.isprintable() else _STEERS.sub("", storable(said))


def _completion(reply: ChatMessage, call: Call, known: _Heard) -> Completion:
    ended = reply.meta.get("finish_reason")
    if call.begin is not None and ended is None:
        raise ProviderFailure("The model's answer broke off.", retryable=True)
    text = _text(reply.text or "")
    offered = {tool.name for tool in call.tools} if call.may_call else frozenset[str]()
    calls = tuple(one for one in reply.tool_calls if one.tool_name in offered)[:MOST_CALLS]
    # A filter may take everything away: that is how it ended, not a failure.
    if not text.strip() and not calls and ended != "content_filter":
        raise ProviderFailure("The model's answer is empty.", retryable=not reply.tool_calls)
    return Completion(text, known.counted, str(ended or "stop"), calls=calls)
