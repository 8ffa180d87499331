"""Any text at all: each document ends, alone, and what a person would look for in it is found."""

import sys
import unicodedata
from collections.abc import Sequence

import pytest

from pipelines.index.protocol import Index
from pipelines.text.analyzer import words
from pipelines.types import Fusion, Status
from tests.contracts.index.making import ORG, SCOPE, SOURCE, document, publication

PER_DOCUMENT = 2_000
# The plane that texts are written in, with samples of its ideographs, syllables and private use, and of other planes.
CODES = [
    *range(0x3400),
    *range(0x3400, 0xF900, 32),
    *range(0xF900, 0x10000),
    *range(0x10000, 0x40000, 128),
    *range(0xE0000, sys.maxunicode + 1, 1024),
]
HOSTILE = {
    "private.txt": "\uf0b7cm",
    "price.txt": "Preis: 500₽ pro Monat",
    "party.txt": "🥳done",
    "isolates.txt": "\u2068name\u2069",
    "unassigned.txt": "\u0378glued\u0379",
    "halves.txt": "\ud800x 700\udfff",
    "controls.txt": "".join(map(chr, range(32))) + "\x7f\x80\x9f",
    "noncharacters.txt": "\ufffe\uffff\U0010ffff",
    "marks.txt": "\u0301\u0302\u20dd" * 300,
    "long.txt": "x" * 1_000_000,
    "long-wide.txt": "字" * 100_000,
    "syntax.txt": '" OR NEAR(a b) * ^ {x} : - \\ ',
    "nothing.txt": "",
}


def glued(code: int) -> str:
    """A code point glued to a word and, on both sides, to a number that is in no other text."""
    sign = chr(code)
    return f"word{sign} {sign}{number(code)}{sign}"


def number(code: int) -> int:
    """The number that stands beside a code point."""
    return 10_000_000 + code


def count(index: Index, terms: Sequence[str]) -> dict[str, int]:
    """In how many chunks each term is."""
    index.settle()
    return index.term_counts(SCOPE, terms)[1]


def test_every_code_point_glued_to_a_letter_and_a_digit(index: Index) -> None:
    """Every document is indexed; the digits beside anything that is no letter, digit or mark are found."""
    batches = [CODES[at : at + PER_DOCUMENT] for at in range(0, len(CODES), PER_DOCUMENT)]
    items = [
        publication(document(f"{n}.txt", title="T"), [" ".join(map(glued, codes))]) for n, codes in enumerate(batches)
    ]
    assert not index.publish(items)
    index.settle()
    assert index.counts(SCOPE) == {SOURCE: {Status.INDEXED: len(items)}}
    apart = [code for code in CODES if unicodedata.category(chr(code))[0] in "CZP"]
    wanted = [str(number(code)) for code in apart[:: len(apart) // 150]]
    assert count(index, wanted) == dict.fromkeys(wanted, 1)
    letters = [code for code in CODES if unicodedata.category(chr(code)) in ("Ll", "Lo", "Nd")]
    as_typed = [words(glued(code))[-1] for code in letters[:: len(letters) // 150]]
    assert min(count(index, as_typed).values()) >= 1


def test_hostile_texts_end_and_leave_the_others_alone(index: Index) -> None:
    """Of one call, together with ordinary ones."""
    texts = {f"good{n}.txt": f"okapi number{n}" for n in range(20)} | HOSTILE
    assert not index.publish([publication(document(uri, title="T"), [text]) for uri, text in texts.items()])
    index.settle()
    assert index.counts(SCOPE) == {SOURCE: {Status.INDEXED: len(texts)}}
    assert len(index.search(SCOPE, "okapi", None, k=50, fusion=Fusion()).hits) == 20
    for asked in ("500", "done", "name", "cm", "glued", "700", "word\u00adless 500"):
        assert index.search(SCOPE, asked, None, k=5, fusion=Fusion()).hits, asked


@pytest.mark.parametrize("name", ["a\ud800.md", "\uf0b7.md", "500₽ \u2068x\u2069.md"])
def test_hostile_names_end_too(index: Index, name: str) -> None:
    """A title is indexed as a text is."""
    assert not index.publish([publication(document("a.md", title=name), ["okapi"])])
    row = index.get(ORG, [document("a.md").document_id])[document("a.md").document_id]
    assert row.status is Status.INDEXED
