"""Test collections are read alike in every format that they come in."""

import json
from pathlib import Path

import pytest

from tests.bench.quality.collections import Passage, read
from tests.bench.quality.measuring import chance


def smart(folder: Path, judgements: str, questions: str) -> Path:
    """A small collection in SMART's format."""
    (folder / "x.all.2").write_text(
        ".I 1\n.T\nheat in\nslabs .\n.A\nsomebody\n.W\nheat in\nslabs .\nit is  warm .\n.X\n1 2 3\n"
        ".I 2\n.W\nonly text\n.I 3\n.T\n.W\n"
    )
    (folder / "x.qry").write_text(questions)
    (folder / "xqrel").write_text(judgements)
    return folder


def test_smart_documents_lose_the_title_that_their_text_repeats(tmp_path: Path) -> None:
    """Fields on several lines are one line; an empty document stays, empty."""
    found = read(smart(tmp_path, "1 1 2\n", ".I 001\n.W\nwhat is\nheat .\n"))
    assert found.passages == (
        Passage("1", "heat in slabs .", "it is warm ."),
        Passage("2", "", "only text"),
        Passage("3", "", ""),
    )
    assert found.questions == {"1": "what is heat ."}


def test_cranfields_judgements_count_the_questions(tmp_path: Path) -> None:
    """They name positions, not the numbers in the file; 1 is the best code, -1 is not relevant."""
    questions = ".I 001\n.W\nfirst\n.I 004\n.W\nsecond\n.I 009\n.W\nnobody judged\n"
    found = read(smart(tmp_path, "1 1 1\n1 2 4\n2 1 -1\n2 2 3\n", questions))
    assert found.questions == {"1": "first", "2": "second"}
    assert found.judgements == {"1": {"1": 4, "2": 1}, "2": {"1": 0, "2": 2}}


@pytest.mark.parametrize("judgements", ["4 1 0 0.000000\n4 2 0 0.000000\n", "4 0 1 1\n4 0 2 1\n", "04 1\n04 2\n"])
def test_other_smart_judgements(tmp_path: Path, judgements: str) -> None:
    """SMART's four columns, TREC's four, or a mere list of what is relevant."""
    found = read(smart(tmp_path, judgements, ".I 001\n.W\nfirst\n.I 4\n.W\nfourth\n"))
    assert found.questions == {"4": "fourth"}
    assert found.judgements == {"4": {"1": 1, "2": 1}}


def test_beirs_jsonl(tmp_path: Path) -> None:
    """Questions without judgements are left out; grades are kept."""
    (tmp_path / "qrels").mkdir()
    (tmp_path / "corpus.jsonl").write_text(json.dumps({"_id": "d/1", "title": "T", "text": "a\nb"}) + "\n\n")
    (tmp_path / "queries.jsonl").write_text(
        "\n".join(json.dumps({"_id": name, "text": f"ask {name}"}) for name in ("q1", "q2"))
    )
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td/1\t2\n")
    found = read(tmp_path)
    assert found.passages == (Passage("d/1", "T", "a b"),)
    assert (found.questions, found.judgements) == ({"q1": "ask q1"}, {"q1": {"d/1": 2}})


def test_a_folder_without_a_collection_says_what_is_missing(tmp_path: Path) -> None:
    """The patterns that were looked for."""
    with pytest.raises(FileNotFoundError, match=r"\*\.all"):
        read(tmp_path)


def test_a_difference_is_told_from_chance() -> None:
    """Alike is no difference; one of 40 questions proves nothing, 40 of 40 do."""
    low = {str(number): 0.5 for number in range(40)}
    assert chance(low, low) == 1.0
    assert chance(low | {"3": 0.9}, low) > 0.5
    assert chance(dict.fromkeys(low, 0.6), low) < 0.01
