"""Nothing that a renderer would follow leaves an answer, however it was cut into pieces."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipelines.answer.judging import Judged
from pipelines.answer.markup import Mark, Markup, numbers
from pipelines.answer.statements import End
from pipelines.answer.writer import AnswerWriter
from pipelines.questions import AnswerEvent, Claims, TokenEvent
from pipelines.types import Citation

RENDERER = MarkdownIt("commonmark", {"html": True}).enable("table")
BITS = [
    "[", "]", "(", ")", "!", "<", ">", "http://", "https://", "www.", "evil.example", "//evil.example/x", " ",
    "\n",
    "\n\n", "a", "word ", "1", "[1]", "[2, 3]", "[9]", "【1】", ":", "/", "javascript:x", "img src=x", "b", "<b>",
    "</b>", "<www.", "<file ",
    "\\", "`", "*", "- ", "> ", "![x](u)", "[x](u)", "[x]: u\n", "<http://evil.example>", "&lt;", "\t", "\x00", "^",
]  # fmt: skip
NESTED = [
    "[" * 190 + "x" + "]" * 190,
    "![" * 150 + "](u)" * 150,
    "[a][" * 90 + "]" * 90,
    "[" * 5_000,
    "[a][" + "b" * 450 + "]",
]
TEXTS = st.lists(st.sampled_from(BITS), max_size=18).map("".join)


def scanned(text: str, cuts: list[int] | None = None) -> list[str | Mark]:
    markup, out, at = Markup(), [], 0
    for cut in [*sorted(cuts or []), len(text)]:
        out += markup.feed(text[at:cut])
        at = max(at, cut)
    merged: list[str | Mark] = []
    for item in [*out, *markup.close()]:
        if isinstance(item, str) and merged and isinstance(merged[-1], str):
            merged[-1] += item
        else:
            merged.append(item)
    return merged


def citation(number: int) -> Citation | None:
    """Passages 1 to 3 can be proven."""
    return Citation(None, f"d{number}", "v", "s", "t", "u", None, 0, 1, "q") if 1 <= number <= 3 else None


def judged(end: End) -> Judged:
    """Every statement is backed by the passages of its marks that there are."""
    found = tuple(made for number in end.numbers if (made := citation(number)) is not None)
    return Judged("supported" if found else "unsupported", found)


def written(pieces: list[str], claims: Claims = "mark") -> AnswerWriter:
    said: list[AnswerEvent] = []
    text = AnswerWriter(said.append)
    text.begin(judged, claims=claims)
    for piece in pieces:
        text.write(piece)
    text.close()
    assert "".join(event.text for event in said if isinstance(event, TokenEvent)) == text.content
    return text


def rendered(content: str) -> list[str]:
    """Everything active that a CommonMark renderer finds: links, images, HTML."""
    found = []
    for token in RENDERER.parse(content):
        for inner in [token, *(token.children or [])]:
            if inner.type in ("link_open", "image", "html_inline", "html_block"):
                found.append(f"{inner.type} {inner.attrs} {inner.content}")
    return found


@given(TEXTS)
def test_a_renderer_finds_nothing_to_follow(text: str) -> None:
    """Neither image nor link nor HTML nor a bare address, whatever the model wrote."""
    content = written([text]).content
    assert rendered(content) == []
    assert not re.search(r"(?:https?|ftp)://|\bwww\.\w", content)


@given(TEXTS, st.lists(st.integers(0, 60), max_size=12))
@example("[[]][1][1][1]&lt;&lt;", [20])
def test_pieces_change_nothing(text: str, cuts: list[int]) -> None:
    """However the text is cut, the same leaves: decisions wait for what they depend on."""
    cuts = sorted({min(cut, len(text)) for cut in cuts})
    assert scanned(text, cuts) == scanned(text)
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    one, many = written([text]), written(pieces)
    assert (many.content, many.citations, many.claims) == (one.content, one.citations, one.claims)
    for claim in one.claims:
        assert one.content[claim.start : claim.end].strip() == one.content[claim.start : claim.end] != ""


@given(TEXTS, st.lists(st.integers(0, 60), max_size=12))
@example("[[]][1][1][1]&lt;&lt;", [20])
def test_pieces_change_nothing_where_statements_are_left_out(text: str, cuts: list[int]) -> None:
    """Nor with what is not backed left out: only statements with a mark of passages 1 to 3 are there."""
    cuts = sorted({min(cut, len(text)) for cut in cuts})
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    one, many = written([text], "drop"), written(pieces, "drop")
    assert (many.content, many.citations, many.claims) == (one.content, one.citations, one.claims)
    assert all(claim.verdict == "supported" for claim in one.claims)
    assert rendered(one.content) == []


@given(TEXTS)
def test_numbers_are_without_gaps(text: str) -> None:
    """Marks are numbered by first appearance, and each has its citation."""
    made = written([text])
    shown = list(dict.fromkeys(int(n) for n in re.findall(r"\[(\d+)\]", made.content)))
    assert shown == list(range(1, len(made.citations) + 1))
    assert [each.n for each in made.citations] == shown


@pytest.mark.parametrize("text", NESTED)
def test_brackets_within_brackets_without_end(text: str) -> None:
    """They break nobody, whole or in pieces, and nothing in them can be followed."""
    whole = scanned(text)
    assert scanned(text, [len(text) // 3, len(text) // 2]) == whole
    assert rendered(written([text]).content) == []


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("1", (1,)), ("1, 3", (1, 3)), ("1,3", (1, 3)), ("1-3", (1, 2, 3)), ("1–3", (1, 2, 3)), ("^1", (1,)),
        ("1†source", (1,)), ("2; 2", (2,)), (" 4 ", (4,)), ("1-3, 7", (1, 2, 3, 7)), ("1-900", (1, 900)),
    ],
)  # fmt: skip
def test_marks_in_every_spelling(mark: str, expected: tuple[int, ...]) -> None:
    """Lists, ranges, footnotes and full-width brackets name the same passages."""
    assert numbers(mark) == expected
    for opening, closing in ("[]", "【】"):
        assert scanned(f"so {opening}{mark}{closing}.") == ["so ", Mark(expected), "."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Costs [see the list] 5 < 6 and a > b!", "Costs [see the list] 5 < 6 and a > b!"),
        ("Run make <target> now", "Run make ‹target› now"),
        ("H<sub>2</sub>O", "H 2 O"),
        ("a [text](http://evil.example) b", "a text b"),
        ("a ![alt](http://evil.example/?q=x) b", "a b"),
        ("see https://evil.example/?q=x.", "see (link removed)."),
        ("array[0] = x", "array = x"),
        ("Wow! Really!", "Wow! Really!"),
        ("time 10:30, C:/x", "time 10:30, C:/x"),
    ],
)
def test_ordinary_text_stays(text: str, expected: str) -> None:
    """Only what is active goes; other brackets, signs and colons stay."""
    assert " ".join(written([text]).content.split()) == expected


def test_an_address_of_the_passages_stays_as_words() -> None:
    """What stands in a passage may be said, without scheme and query; what a model made up may not."""
    markup = Markup(keep=lambda address: address == "https://www.desk.example/hours?x=1")
    out = [*markup.feed("Go to https://www.desk.example/hours?x=1, not http://evil.example/a."), *markup.close()]
    assert "".join(map(str, out)) == "Go to desk.example/hours, not (link removed)."


def test_plain_text_is_not_held_back() -> None:
    """Only an opening bracket holds text back, and only until it closes."""
    said: list[AnswerEvent] = []
    text = AnswerWriter(said.append)
    text.begin(judged)
    for piece in ("Books", " are", " lent", " for four weeks"):
        text.write(piece)
        assert said.pop() == TokenEvent(piece)
    text.write(" [")
    assert said == []
    text.write("1]. N")
    assert [type(event).__name__ for event in said] == ["CitationEvent", "TokenEvent"]
