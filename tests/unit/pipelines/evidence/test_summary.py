"""A summary is made of spans of the text, in time that grows with it."""

import time

from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.evidence.summary import outline, section, summary
from pipelines.types import Block, Heading, Text

BODY = (
    "Mill rules\n\nThe mill is run by a cooperative of forty members. It grinds rye and spelt for the bakers of the "
    "valley. The wheel turns from April to October.\n\nOpening hours\n\nThe mill is open on Mondays from nine to five. "
    "Groups book their visit two weeks ahead. Dogs wait outside the gate.\n\nPrices\n\nA sack of rye flour is sold for "
    "nine euros. Members of the cooperative pay seven euros for it. Spelt flour is dearer by two euros.\n\n"
    "Does the mill run in winter?\n\nNo, the pond is frozen then."
)


def made(*names: str) -> Text:
    spans = [(name, BODY.index(name)) for name in names]
    heads = tuple(Heading(1 + (n > 0), name, at, at + len(name)) for n, (name, at) in enumerate(spans))
    return Text(BODY, title="Mill rules", headings=heads)


TEXT = made("Mill rules", "Opening hours", "Prices", "Does the mill run in winter?")
STATIC = WordLlamaEmbedder()


def test_a_summary_begins_with_the_lead() -> None:
    """At most four sentences in the order of the text, none of them a heading, none twice."""
    spans = summary(TEXT, STATIC)
    said = [BODY[start:end] for start, end in spans]
    assert said[0] == "The mill is run by a cooperative of forty members."
    assert len(said) == 4
    assert spans == tuple(sorted(set(spans)))
    assert not {"Mill rules", "Opening hours", "Prices"} & set(said)


def test_a_section_is_summed_up_alone() -> None:
    """From its heading to the next of its level."""
    within = section(TEXT, TEXT.headings[2])
    said = [BODY[start:end] for start, end in summary(TEXT, STATIC, within=within, count=2)]
    assert said[0] == "A sack of rye flour is sold for nine euros."
    assert all("flour" in one or "Members" in one for one in said)


def test_a_text_of_rows_gives_its_first_rows_and_an_empty_one_nothing() -> None:
    """So does one of headings."""
    rows = Text("| Room | Seats |\n|---|---|\n| Heron | 4 |\n| Curlew | 6 |")
    assert [rows.text[start:end] for start, end in summary(rows, STATIC, count=1)] == ["| Heron | 4 |"]
    assert summary(Text(""), STATIC) == ()


def test_an_outline_counts_levels_from_one() -> None:
    """Whatever the outermost level is."""
    assert [(one.level, one.title) for one in outline(TEXT)][:2] == [(1, "Mill rules"), (2, "Opening hours")]
    deep = Text("a", headings=(Heading(3, "a", 0, 1),))
    assert outline(deep)[0].level == 1


def test_a_hostile_text_is_summed_up_in_time() -> None:
    """Lines of dots, bars and underscores, a sentence without an end, and ten million characters."""
    hostile = "." * 100_000 + "\n\n" + "_ " * 100_000 + "\n\n" + "| " * 100_000 + "\n\n" + "word " * 50_000
    began = time.process_time()
    assert summary(Text(hostile), STATIC) == ()
    long = Text("The wheel of the mill turns from April to October. " * 200_000)
    assert len(summary(long, STATIC)) in (1, 2, 3, 4)
    assert time.process_time() - began < 5


def test_a_header_row_is_no_summary() -> None:
    """What columns are called says nothing of a register."""
    text = "Article | Unit price\n\nCopy black and white | 0.10\n\nPoster print A1 | 9.00"
    at = text.index("Copy")
    blocks = (Block("row", 0, at - 2, table=0, header=True), Block("row", at, len(text), table=0))
    spans = summary(Text(text, blocks=blocks), WordLlamaEmbedder())
    assert text[slice(*spans[0])].startswith("Copy")
