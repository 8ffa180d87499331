"""Questions by language, as they lie in a folder: ``<language>/questions.jsonl`` beside the documents they ask of."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

HERE = Path(__file__).parent
FILE = "questions.jsonl"
Half = Literal["build", "held"]
# ``form``: asked in other forms of the words than the sentence has; ``none``: what stands nowhere.
KINDS = ("plain", "form", "none")
HALVES: tuple[Half, ...] = ("build", "held")
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[*_`]")


@dataclass(frozen=True, slots=True)
class Item:
    """A question; ``gold`` is a part of the one sentence of ``document`` that answers it, both None where none does."""

    question: str
    half: Half
    kind: str
    document: str | None = None
    gold: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The documents of a language by name, and what is asked of them."""

    language: str
    documents: dict[str, Path]
    items: tuple[Item, ...]


def read(folder: Path = HERE) -> list[Asked]:
    """Every language of a folder, in the order of their codes. Raises FileNotFoundError where there is none."""
    found = [_read(path.parent) for path in sorted(folder.glob(f"*/{FILE}"))]
    if not found:
        raise FileNotFoundError(f"No <language>/{FILE} in {folder}.")
    return found


def problems(asked: Asked) -> Iterator[str]:
    """What keeps the questions of a language from being a measure."""
    texts = {name: plain(path.read_text("utf-8")) for name, path in asked.documents.items()}
    seen: set[str] = set()
    for item in asked.items:
        where = f"{asked.language}: {item.question}"
        if item.question in seen:
            yield f"{where}: asked twice"
        seen.add(item.question)
        if item.kind not in KINDS or item.half not in HALVES:
            yield f"{where}: {item.kind}, {item.half}"
        if (item.kind == "none") != (item.gold is None) or (item.gold is None) != (item.document is None):
            yield f"{where}: an answer and its document, or neither"
        if item.gold is not None:
            times = {name: text.count(plain(item.gold)) for name, text in texts.items() if plain(item.gold) in text}
            if times != {item.document: 1}:
                yield f"{where}: {item.gold!r} stands in {times or 'no document'}"


def plain(text: str) -> str:
    """As it is compared: NFKC without case, marks of emphasis and runs of space."""
    return _SPACES.sub(" ", _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())).strip()


def _read(folder: Path) -> Asked:
    lines = (folder / FILE).read_text("utf-8").splitlines()
    items = tuple(Item(**json.loads(line)) for line in lines if line.strip())
    documents = {path.name: path for path in sorted(folder.iterdir()) if path.name != FILE and path.is_file()}
    return Asked(folder.name, documents, items)
