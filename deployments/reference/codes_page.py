"""``docs/reference/errors.md``: every error code, with what the troubleshooting page says of it."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from deployments.reference.codes import ROOT, used_codes

PAGE = ROOT / "docs" / "troubleshooting.md"
HEAD = """# Error codes

A code is stable: programs may rely on it. Over HTTP it stands in problem+json (`code`; for a refused field in
`errors[].code`, where pydantic's own codes occur too), at a document or a sync in its `error`, and the command line
prints it in brackets, or with `--json` as `error.code`. Requests that no route takes are answered with the name of
their HTTP status, like `method_not_allowed`.

| code | HTTP status | cause | remedy | more |
|---|---|---|---|---|
"""


@dataclass(slots=True)
class Explained:
    """What the troubleshooting page says of one code; a code of two sections has two causes."""

    causes: list[str] = field(default_factory=list)
    remedies: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)


def render() -> str:
    """The page's text. Raises ``ValueError`` for codes without an explanation, and for explained ones nobody uses."""
    used, said = used_codes(), explained(PAGE)
    by_http = {status.phrase.lower().replace(" ", "_").replace("-", "_") for status in HTTPStatus}
    if missing := sorted(used.keys() - said.keys()):
        raise ValueError(f"{PAGE.name} does not explain: {', '.join(missing)}")
    if unused := sorted(said.keys() - used.keys() - by_http):
        raise ValueError(f"{PAGE.name} explains what no program says: {', '.join(unused)}")
    return HEAD + "\n".join(_row(code, used.get(code, set()), said[code]) for code in sorted(said)) + "\n"


def explained(page: Path) -> dict[str, Explained]:
    """Every code of a page's tables whose first column is headed ``code``, alone or after ``status and``."""
    found: dict[str, Explained] = {}
    section, is_codes = "", False
    for line in page.read_text().splitlines():
        section = line.removeprefix("## ") if line.startswith("## ") else section
        if not line.startswith("|"):
            is_codes = False
            continue
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if is_codes and len(cells) == 3:
            _keep(found, cells, section)
        is_codes = is_codes or cells[0].endswith("code")
    return found


def _keep(found: dict[str, Explained], cells: list[str], section: str) -> None:
    cause, remedy = (re.sub(r"\]\(([^):#]+)", _moved, cell) for cell in cells[1:])
    for code in re.findall(r"`([a-z_]+)`", cells[0]):
        one = found.setdefault(code, Explained())
        one.causes.append(cause)
        one.remedies.append(remedy)
        one.sections.append(section)
        one.statuses |= {int(status) for status in re.findall(r"\b\d{3}\b", cells[0])}


def _moved(link: re.Match[str]) -> str:
    """A link of the page, as seen from the folder ``reference``."""
    return f"]({posixpath.relpath(link[1], 'reference')}"


def _row(code: str, statuses: set[int], said: Explained) -> str:
    status = ", ".join(map(str, sorted(statuses | said.statuses)))
    cells = [f"`{code}`", status, *(" · ".join(dict.fromkeys(one)) for one in (said.causes, said.remedies))]
    return f"| {' | '.join([*cells, ' · '.join(_links(said.sections))])} |"


def _links(sections: list[str]) -> Iterator[str]:
    for section in dict.fromkeys(sections):
        yield f"[{section}](../troubleshooting.md#{re.sub('[^a-z0-9 -]', '', section.lower()).replace(' ', '-')})"
