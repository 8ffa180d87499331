"""A streamed completion at the price of its JSON: of every chunk the SDK makes ten objects, and Haystack one more.

What is said goes to the listener as it comes. Haystack is given the same completion in few chunks: those that hold
nothing but text are put together, all others reach it as the SDK makes them.
"""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import openai
from openai.types.chat import ChatCompletionChunk

Json = dict[str, Any]
# Chunks that are more than text: calls of tools come in pieces, and each costs as much as a page.
MOST = 5_000


class Listener(Protocol):
    """Hears a stream while it comes."""

    def hear(self, chunk: Mapping[str, Any], text: str) -> None:
        """A chunk as the provider sent it, and its text; nothing at all for bytes. What this raises ends the stream."""
        ...


@dataclass(slots=True)
class _Texts:
    """Chunks of text that wait to become one, of which the last tells everything else."""

    pieces: list[str] = field(default_factory=list)
    last: Json = field(default_factory=dict)

    def taken(self) -> Iterator[Any]:
        """The chunk that they make, if there are any."""
        if self.pieces:
            choice = self.last["choices"][0]
            delta = {**choice["delta"], "content": "".join(self.pieces)}
            self.pieces = []
            yield _made({**self.last, "choices": [{**choice, "delta": delta}]})


def heard(stream: "openai.Stream[Any]", client: openai.OpenAI, listener: Listener) -> Generator[Any]:
    """The chunks of a stream that nobody has begun to read, for Haystack; closed at the end, whatever ends it.

    Raises what the SDK raises of a stream.
    """
    # The SDK's own stream of plain JSON: ``object`` is its word for "leave it as it is".
    plain = openai.Stream[Any](cast_to=object, response=stream.response, client=client)
    texts = _Texts()
    others = 0
    try:
        for chunk in plain:
            text, alone = _text(chunk)
            listener.hear(chunk if isinstance(chunk, dict) else {}, text)
            if alone:
                texts.pieces.append(text)
                texts.last = chunk
            elif _says_something(chunk):
                others += 1
                if others > MOST:
                    raise ValueError("The stream says more than an answer does.")
                yield from texts.taken()
                yield _made(chunk)
        yield from texts.taken()
    finally:
        plain.close()


def _says_something(chunk: Any) -> bool:
    """Whether there is more in a chunk than a sign of life, what a model thinks to itself, or a count of tokens."""
    choices = chunk.get("choices") if isinstance(chunk, dict) else None
    if not isinstance(choices, list) or not all(isinstance(one, dict) for one in choices):
        return True
    deltas = [one.get("delta") for one in choices]
    return len(choices) > 1 or any(
        one.get("finish_reason") or not isinstance(delta, dict) or delta.get("content") or delta.get("tool_calls")
        for one, delta in zip(choices, deltas, strict=True)
    )


def _made(chunk: Any) -> Any:
    return ChatCompletionChunk.construct(**chunk) if isinstance(chunk, dict) else chunk


def _text(chunk: Any) -> tuple[str, bool]:
    """The text of a chunk, and whether there is nothing else in it."""
    choices = chunk.get("choices") if isinstance(chunk, dict) else None
    if not isinstance(choices, list) or len(choices) != 1 or not isinstance(choices[0], dict):
        return "", False
    delta = choices[0].get("delta")
    if not isinstance(delta, dict) or not isinstance(text := delta.get("content"), str) or not text:
        return "", False
    more = choices[0].get("finish_reason") or any(delta[name] for name in delta.keys() - {"content", "role"})
    return text, not more
