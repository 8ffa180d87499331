"""Writes `claims/claims_source.jsonl`: `python -m tests.bench.answers.passages`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import lxml.html

from tests.bench.answers.texts import HERE, SETS, documents, sentences

SOURCE = HERE / "claims" / "claims_source.jsonl"
PARAGRAPHS = HERE / "claims" / "paragraphs"
OTHER_LANGUAGES = {"homeoffice-richtlinie.md", "convention-pret-materiel.md"}
_STEP = re.compile(r"^\s*(?:[-*]|\d+\.|\d+\.\d+)\s+", re.MULTILINE)


@dataclass(frozen=True)
class Passage:
    """A paragraph or a list, as sentences. `half` is `build` or `held`."""

    id: str
    origin: str
    subject: str
    half: str
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """The passage as running text."""
        return " ".join(self.sentences)


def load() -> list[Passage]:
    """The passages of the committed file."""
    rows = [json.loads(line) for line in SOURCE.read_text(encoding="utf-8").splitlines()]
    return [Passage(**{**row, "sentences": tuple(row["sentences"])}) for row in rows]


def build() -> Iterator[Passage]:
    """Every passage of the English documents and of the further paragraphs; the halves alternate within a file."""
    for path, subject, origin in _files():
        for index, text in enumerate(_paragraphs(path)):
            name = path.stem if origin == "paragraph" else f"{subject}-{path.stem}"
            half = "build" if (index + len(name)) % 2 == 0 else "held"
            yield Passage(f"{name}-{index + 1:02d}", origin, subject, half, tuple(sentences(text)))


def _files() -> Iterator[tuple[Path, str, str]]:
    for name in SETS:
        for path in documents(name):
            if path.suffix in (".md", ".txt", ".html") and path.name not in OTHER_LANGUAGES:
                yield path, name, path.name
    for path in sorted(PARAGRAPHS.glob("*.txt")):
        yield path, path.stem, "paragraph"


def _paragraphs(path: Path) -> Iterator[str]:
    """Running text only: no heading, no table, no code, no line of a form."""
    for block in _blocks(path):
        text = " ".join(re.sub(r"[*`]", "", _STEP.sub("", block)).split())
        if len(text.split()) >= 8 and text.endswith((".", "!", "?")):
            yield text


def _blocks(path: Path) -> list[str]:
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return ["".join(map(str, element.itertext())) for element in lxml.html.fromstring(content.encode()).iter("p")]
    content = re.sub(r"```.*?```", "", content, flags=re.DOTALL)
    blocks = re.split(r"\n\s*\n", content)
    return [block for block in blocks if not re.match(r"\s*(?:#|\||[-=]{3})|.*\n[-=]{3}", block)]


def main() -> None:
    """Writes the file and says how many passages and sentences it has."""
    passages = list(build())
    lines = [json.dumps(asdict(passage), ensure_ascii=False) for passage in passages]
    SOURCE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(passages), "passages,", sum(len(passage.sentences) for passage in passages), "sentences")


if __name__ == "__main__":
    main()
