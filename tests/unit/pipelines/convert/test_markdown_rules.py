"""Rules that are asked by a line's first sign answer as markdown-it's own do, whatever the lines are."""

import random

import pytest
from markdown_it import MarkdownIt

from pipelines.convert.markdown_rules import quickened

PLAIN = MarkdownIt("commonmark").enable("table").disable("inline")
QUICK = quickened(MarkdownIt("commonmark").enable("table").disable("inline"))
LINES = (
    *(
        "",
        "",
        "",
        "  ",
        "Words of prose",
        "words | with a pipe",
        "a|b",
        "---|---",
        "| - | :-: |",
        "===",
        "---",
        "- - -",
    ),
    *(
        "# One",
        "#Two",
        "####### Seven",
        "   ### Three ###",
        "#",
        "# a | b",
        "    code",
        "\tcode",
        "```",
        "~~~ md",
        "`a",
    ),
    *(
        "- item",
        "* item",
        "+",
        "1. first",
        "12) twelfth",
        "2024 was",
        "1.",
        ">",
        "> said",
        ">- both",
        "  - under",
        "_a_",
    ),
    *(
        "[label]: /there 'title'",
        "[label]:",
        "[^1]: a note",
        "[not",
        "/here 'it's'",
        "<div>",
        "</div>",
        "<!-- a",
        "-->",
    ),
    *(
        "Ärger und Not",
        "日本語",
        "ª",
        "١. item",
        "²) item",
        '"Quoted"',
        "\\# no heading",
        "a\\",
        "    > far",
        "   far less",
    ),
)


def told(parser: MarkdownIt, text: str) -> tuple[list[dict[str, object]], dict[str, object]]:
    environment: dict[str, object] = {}
    return [token.as_dict() for token in parser.parse(text, environment)], environment


def mixed(seed: int) -> str:
    """Lines in any order, some within lists and quotations."""
    chance = random.Random(seed)
    lines = chance.choices(LINES, k=chance.randint(1, 14))
    return "\n".join(chance.choice(("", "", "", "> ", "  ", "    ", "- ")) + line for line in lines)


@pytest.mark.parametrize("seed", range(8))
def test_answers_are_markdown_its_own(seed: int) -> None:
    for number in range(50):
        text = mixed(1_000 * seed + number)
        assert told(QUICK, text) == told(PLAIN, text), text


@pytest.mark.parametrize("line", LINES)
def test_a_line_alone_and_before_another(line: str) -> None:
    for after in LINES:
        assert told(QUICK, f"{line}\n{after}") == told(PLAIN, f"{line}\n{after}")
