"""Test collections: documents, questions and graded judgements, in SMART's format or BEIR's."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# SMART's relevance codes, as Cranfield has them: 1 a complete answer … 4 of minimum interest.
GRADES = {1: 4, 2: 3, 3: 2, 4: 1}
_RECORD = re.compile(r"^\.I[ \t]*(\S+)[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r"^\.([A-Z])[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A document: its id in the judgements, its title (may be empty) and text without the title."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    """``judgements[question][document]`` is a grade ≥ 0; every question has some."""

    passages: tuple[Passage, ...]
    questions: dict[str, str]
    judgements: dict[str, dict[str, int]]


def read(folder: Path) -> Collection:
    """The collection in a folder. Raises FileNotFoundError naming what is missing."""
    beir = (folder / "corpus.jsonl").exists()
    passages = _beir_passages(folder) if beir else _smart_passages(_one(folder, "*.all*", "*.ALL*"))
    judgements = _beir_judgements(folder) if beir else _smart_judgements(_one(folder, "*qrel*", "*.rel", "*.REL"))
    questions = _beir_questions(folder) if beir else _smart_questions(folder, set(judgements))
    asked = {name: text for name, text in questions.items() if any(judgements.get(name, {}).values())}
    return Collection(tuple(passages), asked, {name: judgements[name] for name in asked})


def _one(folder: Path, *patterns: str) -> Path:
    found = sorted({path for pattern in patterns for path in folder.glob(pattern) if path.is_file()})
    if not found:
        raise FileNotFoundError(f"No {' or '.join(patterns)} in {folder}.")
    return found[0]


def _smart(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    parts = _RECORD.split(path.read_text(encoding="utf-8", errors="replace"))
    for name, record in zip(parts[1::2], parts[2::2], strict=True):
        fields = _FIELD.split("\n" + record)
        yield (
            name.lstrip("0") or "0",
            {letter: " ".join(body.split()) for letter, body in zip(fields[1::2], fields[2::2], strict=True)},
        )


def _smart_passages(path: Path) -> Iterator[Passage]:
    for name, fields in _smart(path):
        title, text = fields.get("T", ""), fields.get("W", "")
        yield Passage(name, title, text.removeprefix(title).strip())


def _smart_questions(folder: Path, judged: set[str]) -> dict[str, str]:
    records = list(_smart(_one(folder, "*.qry", "*.QRY", "*.que", "*.QUE", "query.text")))
    named = {name: fields.get("W", "") for name, fields in records}
    if judged <= named.keys():
        return named
    # Cranfield's judgements count the questions instead of naming them.
    return {str(n): fields.get("W", "") for n, (_, fields) in enumerate(records, start=1)}


def _smart_judgements(path: Path) -> dict[str, dict[str, int]]:
    rows = [line.split() for line in path.read_text().splitlines() if line.strip()]
    # Four columns: TREC's (question, 0, document, grade) or SMART's own (question, document, 0, 0.0).
    trec = all(len(row) >= 4 and row[1] == "0" for row in rows)
    judgements: dict[str, dict[str, int]] = {}
    for row in rows:
        question, document = (name.lstrip("0") or "0" for name in (row[0], row[2] if trec else row[1]))
        grade = int(row[3]) if trec else _grade(row)
        judgements.setdefault(question, {})[document] = max(grade, 0)
    return judgements


def _grade(row: list[str]) -> int:
    # Collections that only list what is relevant have four columns, or two.
    return GRADES.get(int(row[2]), 0) if len(row) == 3 else 1


def _jsonl(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _beir_passages(folder: Path) -> Iterator[Passage]:
    for row in _jsonl(folder / "corpus.jsonl"):
        title, text = (" ".join((row.get(field) or "").split()) for field in ("title", "text"))
        yield Passage(row["_id"], title, text)


def _beir_questions(folder: Path) -> dict[str, str]:
    return {row["_id"]: row["text"] for row in _jsonl(folder / "queries.jsonl")}


def _beir_judgements(folder: Path) -> dict[str, dict[str, int]]:
    test = folder / "qrels" / "test.tsv"
    paths = [test] if test.exists() else sorted((folder / "qrels").glob("*.tsv"))
    if not paths:
        raise FileNotFoundError(f"No qrels/*.tsv in {folder}.")
    judgements: dict[str, dict[str, int]] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            question, document, grade = line.rstrip("\n").split("\t")
            if grade.lstrip("-").isdigit():  # the first line names the columns
                judgements.setdefault(question, {})[document] = max(int(grade), 0)
    return judgements
