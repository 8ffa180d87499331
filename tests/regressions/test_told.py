"""Every regression test stands in the troubleshooting page, with what to look for and what to do."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent
PAGE = FOLDER.parents[1] / "docs" / "troubleshooting.md"
TOLD = ("Symptom", "Cause", "Remedy", "Prevention")


def test_each_has_its_section() -> None:
    """By its name, and no section is without a test."""
    page = PAGE.read_text().split("## Failures of the earlier system\n", 1)[1].split("\n## ", 1)[0]
    sections = dict(re.findall(r"^### (.+)\n((?:(?!### ).*\n?)*)", page, re.MULTILINE))
    sources = [path.read_text() for path in FOLDER.glob("test_*.py") if path.name != Path(__file__).name]
    tests = {name.replace("_", " ") for source in sources for name in re.findall(r"^def test_(\w+)", source, re.M)}
    assert {name.lower() for name in sections} == tests
    assert len(tests) == 15
    assert [name for name, text in sections.items() if not all(f"*{word}:* " in text for word in TOLD)] == []
