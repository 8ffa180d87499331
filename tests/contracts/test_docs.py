"""The documentation names every error code, setting and command, and leads nowhere that is not there."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from deployments.env_example import GROUPS
from deployments.reference.__main__ import FOLDER, PAGES
from deployments.reference.codes import PACKAGES, ROOT, used_codes
from deployments.reference.codes_page import PAGE, explained

PAGES_READ = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES_READ += sorted((ROOT / "docs").rglob("*.md"))
FOLDERS = (*PACKAGES, "docs", "tests", "changelog.d")
MARKDOWN = MarkdownIt("commonmark").enable("table")
# Made by a build, or by who follows the page.
MADE = re.compile(r"webapp/ui/(dist|node_modules)|.*[<>*{}…\s]")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_reference_equals_what_the_programs_say(path: Path) -> None:
    """`make reference` writes it anew; nothing else is in its folder."""
    assert path.read_text() == PAGES[path]()
    assert set(FOLDER.iterdir()) == set(PAGES)


def test_every_settings_class_is_in_the_reference() -> None:
    """A class of settings that nobody lists would be one that nobody finds."""
    sources = [path.read_text() for package in PACKAGES for path in (ROOT / package).glob("**/settings.py")]
    classes = {name for source in sources for name in re.findall(r"^class (\w+)\(\w*Settings\)", source, re.MULTILINE)}
    assert classes == {settings.__name__ for _, settings in GROUPS}


def test_every_error_code_is_explained_with_its_status() -> None:
    """Whatever code a person may meet stands in the troubleshooting page with its remedy."""
    used, said = used_codes(), explained(PAGE)
    assert len(used) > 70
    assert used.keys() - said.keys() == set()
    assert all(
        cause and remedy for one in said.values() for cause, remedy in zip(one.causes, one.remedies, strict=True)
    )
    stated = {code: said[code].statuses for code, statuses in used.items() if statuses and said[code].statuses}
    assert {code: statuses - used[code] for code, statuses in stated.items() if statuses - used[code]} == {}


SOURCE = """
class Teapot(WebError):
    status, code = 418, "of_clay"

class Pot(Teapot):
    code: str = "of_iron"

@dataclass
class Refused:
    name: str
    code: str

def brew(leaves, *, code="too_hot"): ...

brew(1, code="too_cold" if 1 else other or "too_late")
Teapot("no", code="of_glass")
Refused("x", "no_water")
answer = {"code": "spilt", "detail": "Not a code."}
"""


def test_a_code_is_found_however_it_is_given(tmp_path: Path) -> None:
    """Attribute, argument by name and by position, default, key; with the class's own status or an inherited one."""
    (tmp_path / "pot.py").write_text(SOURCE)
    assert used_codes((tmp_path,)) == {
        **{"of_clay": {418}, "of_iron": {418}, "of_glass": {418}},
        **{code: set() for code in ("too_hot", "too_cold", "too_late", "no_water", "spilt")},
    }


@cache
def tokens(path: Path) -> list[Token]:
    """A page, read."""
    return MARKDOWN.parse(path.read_text())


def inline(path: Path) -> Iterator[Token]:
    """Every piece of running text of a page: texts, code spans, links."""
    for token in tokens(path):
        yield from token.children or ()


@cache
def anchors(path: Path) -> set[str]:
    """The anchors that GitHub gives a page's headings; a repeated one is numbered."""
    found: set[str] = set()
    for heading, text in pairwise(tokens(path)):
        if heading.type == "heading_open":
            words = "".join(one.content for one in text.children or () if one.type in ("text", "code_inline"))
            slug = re.sub(r"[^\w -]", "", words.lower()).replace(" ", "-")
            found.add(slug if slug not in found else f"{slug}-{sum(one.startswith(slug) for one in found)}")
    return found


def problem(path: Path, link: str) -> str | None:
    """What is wrong with a link of a page."""
    name, _, anchor = unquote(link).partition("#")
    target = (path.parent / name).resolve() if name else path
    if not target.exists() or not target.is_relative_to(ROOT):
        return f"{path.relative_to(ROOT)}: {link} is not there"
    return None if not anchor or anchor in anchors(target) else f"{path.relative_to(ROOT)}: no heading {link}"


def test_every_link_leads_somewhere() -> None:
    """Files, folders, pictures and headings that a page links to are there."""
    links = [
        (path, str(one.attrs.get("href") or one.attrs.get("src") or "")) for path in PAGES_READ for one in inline(path)
    ]
    own = [(path, link) for path, link in links if link and not re.match(r"[a-z]+:", link)]
    assert len(own) > 100
    assert list(filter(None, (problem(path, link) for path, link in own))) == []


def test_every_named_file_is_there() -> None:
    """What a page writes as a path of this project is one."""
    spans = [(path, one.content) for path in PAGES_READ for one in inline(path) if one.type == "code_inline"]
    folders = tuple(f"{folder}/" for folder in FOLDERS)
    named = [(path, span) for path, span in spans if span.startswith(folders) and "::" not in span]
    assert len(named) > 100
    assert [(path, span) for path, span in named if not MADE.match(span) and not (ROOT / span).exists()] == []
