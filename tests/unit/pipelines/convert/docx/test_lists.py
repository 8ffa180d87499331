"""List and heading numbers are those that Word prints: "see clause 1.2" leads somewhere."""

import pytest

from pipelines.convert.docx.formats import printed
from tests.samples.ooxml import levels, listed, numbering, p, style, styled, styles, table, word
from tests.unit.pipelines.convert.docx.reading import cells, lines, read

LEGAL = levels(("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))


def items(*named: tuple[str, int, int]) -> str:
    return "".join(p(words, listed(list_id, level)) for words, list_id, level in named)


def test_levels_are_counted_and_begin_anew() -> None:
    """A level begins anew after one above it, not after one below."""
    body = items(("A", 1, 0), ("B", 1, 1), ("C", 1, 1), ("D", 1, 2), ("E", 1, 1), ("F", 1, 0), ("G", 1, 1))
    data = word(body, numbering(LEGAL))
    assert lines(data) == ["1. A", "1.1 B", "1.2 C", "(a) D", "1.3 E", "2. F", "2.1 G"]
    assert [(block.kind, block.level, block.number) for block in read(data).blocks[:4]] == [
        ("item", 1, "1."),
        ("item", 2, "1.1"),
        ("item", 2, "1.2"),
        ("item", 3, "(a)"),
    ]


def test_a_list_goes_on_after_other_text() -> None:
    """Two lists of one definition are one; one that says where it begins does so once."""
    restarted = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = items(("A", 1, 0)) + p("Between.") + items(("B", 2, 0), ("C", 3, 0), ("D", 3, 0))
    assert lines(word(body, numbering(LEGAL, lists=restarted))) == ["1. A", "Between.", "2. B", "5. C", "6. D"]


def test_a_list_may_say_otherwise_of_a_level() -> None:
    """Its own format for one level; counting without ever beginning anew."""
    own = '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%2)"/></w:lvl>'
    lists = f'<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="1">{own}</w:lvlOverride></w:num>'
    assert lines(word(items(("A", 4, 0), ("B", 4, 1)), numbering(LEGAL, lists=lists))) == ["1. A", "I) B"]
    running = levels(("decimal", "%1."), ("decimal", "%2)"), extra={1: '<w:lvlRestart w:val="0"/>'})
    body = items(("A", 1, 0), ("B", 1, 1), ("C", 1, 0), ("D", 1, 1))
    assert lines(word(body, numbering(running))) == ["1. A", "1) B", "2. C", "2) D"]


def test_headings_have_the_number_of_their_style() -> None:
    """The level is the one that names the style, or one that this is based on; text and block say the number."""
    chapters = levels(
        ("upperRoman", "Chapter %1:"),
        ("decimal", "%1.%2"),
        extra={0: '<w:pStyle w:val="Heading1"/>', 1: '<w:isLgl/><w:pStyle w:val="Heading2"/>'},
    )
    every = styles(
        style("Heading1", f"<w:pPr>{listed(1)}<w:outlineLvl w:val='0'/></w:pPr>", name="heading 1"),
        style("Heading2", "<w:basedOn w:val='Heading1'/><w:pPr><w:outlineLvl w:val='1'/></w:pPr>", name="heading 2"),
        style("Clause", "<w:basedOn w:val='Heading2'/><w:pPr><w:outlineLvl w:val='9'/></w:pPr>"),
    )
    body = p("Loans", styled("Heading1")) + p("Fees", styled("Heading2")) + p("No fee is due.", styled("Clause"))
    data = word(body + p("Films", styled("Heading1")), every, numbering(chapters))
    assert lines(data) == ["Chapter I: Loans", "1.1 Fees", "1.2 No fee is due.", "Chapter II: Films"]
    text = read(data)
    assert [(one.level, one.text) for one in text.headings] == [
        (1, "Chapter I: Loans"),
        (2, "1.1 Fees"),
        (1, "Chapter II: Films"),
    ]
    assert [block.number for block in text.blocks] == ["Chapter I:", "1.1", "1.2", "Chapter II:"]
    assert all(text.text[one.start : one.end] == one.text for one in text.headings)


def test_a_list_of_a_style_is_found() -> None:
    """A definition may only name a style, whose list names the definition that counts."""
    linked = '<w:numStyleLink w:val="Legal"/>'
    every = styles(style("Legal", f"<w:pPr>{listed(2)}</w:pPr>", kind="numbering"))
    assert lines(word(items(("A", 1, 0), ("B", 1, 1)), every, numbering(linked, LEGAL))) == ["1. A", "1.1 B"]


def test_bullets_no_numbers_and_no_list() -> None:
    """A bullet is a dash; an item without a number is a paragraph; list 0 is none."""
    mixed = levels(("bullet", "\uf0b7"), ("none", ""))
    body = items(("A", 1, 0), ("B", 1, 1), ("C", 0, 0)) + p("D", styled("ListBullet")) + p("E", styled("ListParagraph"))
    data = word(body, numbering(mixed))
    assert lines(data) == ["- A", "B", "C", "- D", "E"]
    assert [block.kind for block in read(data).blocks] == ["item", "paragraph", "paragraph", "item", "paragraph"]


def test_what_a_list_leaves_out_or_says_wrong() -> None:
    """No level, no list, levels and lists that are none, a definition that is not there: read, never lost."""
    bare = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    wrong = (
        "<w:numPr/>",
        "<w:numPr><w:ilvl/><w:numId/></w:numPr>",
        "<w:pStyle/>",
        '<w:numPr><w:ilvl w:val="x"/><w:numId w:val="y"/></w:numPr>',
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>',
        '<w:numPr><w:ilvl w:val="999999999"/><w:numId w:val="1"/></w:numPr>',
        '<w:numPr><w:ilvl w:val="-3"/><w:numId w:val="1"/></w:numPr>',
    )
    body = p("A", bare) + "".join(p(f"w{at}", one) for at, one in enumerate(wrong))
    told = lines(word(body, numbering(LEGAL)))
    assert told == ["1. A", "w0", "w1", "w2", "w3", "w4", "w5", "2. w6"]


def test_items_after_a_numbered_heading() -> None:
    """A heading of a list, then items of another one: all are there, the other list counts for itself."""
    label = levels(("decimal", "Proposal %1:"))
    heading = p("Glossary", styled("Heading2") + listed(1, 0))
    body = heading + items(("Term one", 2, 0), ("Term two", 2, 0)) + heading + items(("Three", 2, 0))
    assert lines(word(body, numbering(LEGAL, label))) == [
        "1. Glossary",
        "Proposal 1: Term one",
        "Proposal 2: Term two",
        "2. Glossary",
        "Proposal 3: Three",
    ]


def test_items_in_cells_are_numbered() -> None:
    """A column that only counts the rows is not empty; what is counted in a table goes on after it."""
    body = table(["No.", "Name"], [p("", listed(1, 0)), "Alpha"], [p("", listed(1, 0)), "Beta"]) + items(("C", 1, 0))
    data = word(body, numbering(LEGAL))
    assert cells(data) == [["No.", "Name"], ["1.", "Alpha"], ["2.", "Beta"]]
    assert lines(data)[-1] == "3. C"


def test_numbers_with_leading_noughts() -> None:
    """A format of its own stands beside another one for older programs."""
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" '
        'w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
        '</mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert lines(word(items(("A", 1, 0)), numbering(level))) == ["007 A"]


@pytest.mark.parametrize(
    ("number", "kind", "sign"),
    [
        (4, "upperRoman", "IV"),
        (1999, "lowerRoman", "mcmxcix"),
        (5000, "upperRoman", "5000"),
        (28, "lowerLetter", "bb"),
        (0, "lowerLetter", "0"),
        (3, "decimalZero", "03"),
        (12, "ordinal", "12th"),
        (22, "ordinal", "22nd"),
        (21, "cardinalText", "Twenty-one"),
        (20, "ordinalText", "Twentieth"),
        (9, "ordinalText", "Ninth"),
        (14, "chineseCounting", "十四"),
        (105, "chineseCountingThousand", "一百〇五"),
        (3, "decimalEnclosedCircle", "③"),
        (7, "a format of tomorrow", "7"),
    ],
)
def test_formats_of_numbers(number: int, kind: str, sign: str) -> None:
    """What has no sign is written in digits."""
    assert printed(number, kind) == sign
