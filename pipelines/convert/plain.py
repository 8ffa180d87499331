"""Plain text: the stored text is the file's. Underlined lines are headings, as in reStructuredText."""

import re
from collections.abc import Iterator

from pipelines.convert.decode import decoded
from pipelines.convert.source import Source
from pipelines.structure.simple import simple_blocks
from pipelines.types import Heading, Text

UNDERLINED = re.compile(r"""^(?=\S)([^\n]{1,150})\n(([=\-*~^"#+])\3{2,})[ \t]*$""", re.MULTILINE)
# Before it a blank line, the beginning, or an overline of the same mark.
FREE_BEFORE = re.compile(r"""(?:\A|\n[ \t]*\n|(?:\A|\n)([=\-*~^"#+])\1{2,}[ \t]*\n)\Z""")


def convert(source: Source) -> Text:
    """Text as it is; its title is a heading that stands at the very beginning."""
    found = decoded(source)
    text = found.text
    headings = tuple(_headings(text))
    first = headings[0] if headings else None
    title = first.text if first and not text[: first.start].strip('=-*~^"#+ \t\n') else None
    return Text(text=text, title=title, headings=headings, blocks=simple_blocks(text, headings), meta=found.meta)


def _headings(text: str) -> Iterator[Heading]:
    """A mark's level is the order in which it first appears."""
    marks: list[str] = []
    for match in UNDERLINED.finditer(text):
        line, underline, mark = match[1].rstrip(), match[2], match[3]
        before = text[max(0, match.start() - 200) : match.start()]
        if len(underline) < len(line) - 2 or not (match.start() == 0 or FREE_BEFORE.search(before)):
            continue
        if mark not in marks:
            marks.append(mark)
        start = match.start()
        yield Heading(level=marks.index(mark) + 1, text=line, start=start, end=start + len(line))
