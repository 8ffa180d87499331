"""What a command prints of documents: grouped where many ended alike, and said where they were read by OCR."""

import io

from rich.console import Console

from deployments.client.layout import duplicates, place, trouble_table, unbacked


def shown(table: object) -> str:
    console = Console(width=200, file=io.StringIO(), record=True)
    console.print(table)
    return console.export_text()


def document(uri: str, code: str) -> dict[str, object]:
    return {"uri": uri, "error": {"code": code, "message": f"'{uri}' is {code}.", "action": f"Mend {code}."}}


def test_troubles_are_grouped_by_reason() -> None:
    """How many, the first names, one remedy; what ended alone says its own reason."""
    rows = [("skipped", document(f"{number}.exe", "unknown_type")) for number in range(7)]
    text = shown(trouble_table([*rows, ("failed", document("a.zip!/b.pdf", "encrypted"))]))
    assert "unknown_type (7 documents)" in text
    assert "0.exe, 1.exe, 2.exe, 3.exe, 4.exe and 2 more" in text
    assert "'a.zip!/b.pdf' is encrypted." in text
    assert text.count("Mend unknown_type.") == 1


def test_places() -> None:
    """A page as it always was; that it was read by OCR is said."""
    passage = {"title": "Rules", "uri": "rules.pdf", "document_id": "1", "page": 7}
    assert place({**passage, "place": {"label": "p. 7"}}) == "Rules (rules.pdf), page 7"
    assert place({**passage, "place": {"label": "p. 7 (read by OCR)"}}).endswith("page 7 (read by OCR)")
    assert place({**passage, "page": None, "place": {"label": "Sheet Q3, row 5"}}).endswith("Sheet Q3, row 5")
    assert place({**passage, "place": None}).endswith("page 7")


def test_duplicates_are_told_and_steer_no_terminal() -> None:
    """The first by name, then how many more; what a name holds of escapes, turns and markup is text."""
    twin = {"uri": "rules.md", "source_name": "Archive\x1b[31m"}
    text = shown(duplicates([{"uri": f"{n}\u202e[red]\n\x9b2J.md", "same_as": twin} for n in range(7)]))
    assert "0�[red] �2J.md is the same file as rules.md in Archive�[31m." in text
    assert "So are 2 more." in text
    assert not {"\x1b", "\x9b", "\u202e"} & set(text)


def test_what_nothing_backs_is_listed() -> None:
    """A statement that was invented does not pass for one of the sources on a terminal either."""
    claims = [
        {"start": 0, "end": 13, "verdict": "supported", "contrast": None},
        {"start": 15, "end": 32, "verdict": "unsupported", "contrast": {"said": "12 euros", "passage": "14 euros"}},
    ]
    message = {"content": "It is in June. It costs 12 euros.", "claims": claims, "coverage": {"backed": 1, "total": 2}}
    text = shown(unbacked(message))
    assert "not found in the sources: “It costs 12 euros”; the passage says 14 euros" in text
    assert "in June" not in text
    assert "1 of 2 statements backed by the sources" in text
