"""A text is cut where it is read, and comes out as if it had been cut from what is stored."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from pipelines.convert.guard import Converter
from pipelines.convert.sitting import File
from pipelines.convert.source import Converted
from pipelines.convert.wire import packed_text, unpack_text
from pipelines.cutting.cut import Cut, Cutting, cut_of
from pipelines.cutting.splitting import Rules
from pipelines.ingest.batch import Prepared
from pipelines.ingest.structure_splitter import cut
from pipelines.settings import PipelineSettings
from pipelines.types import Document
from tests.samples import pdfs

GERMAN = "Jeder Arbeitnehmer hat einen Anspruch auf dreißig Tage bezahlten Urlaubs, die er bis März nehmen muss."
ENGLISH = "Every employee is entitled to thirty days of paid leave, which must be taken before the end of March."
TABLE = "| Name | Room |\n|---|---|\n" + "\n".join(f"| Person {n} | {n} |" for n in range(150))
LEAVE = [f"{GERMAN} {n}" for n in range(60)]
MIXED = "\n\n".join(["# Leave", *LEAVE, "## Rooms", TABLE, "# Annex \U0001f600", ENGLISH])
TONGUES = (
    "Każdy pracownik ma prawo do trzydziestu dni płatnego urlopu, który musi wykorzystać do końca marca.",
    "Каждый работник имеет право на тридцать дней оплачиваемого отпуска, который берут до конца марта.",
    "すべての従業員は三十日の有給休暇を取る権利があり、三月末までに取らなければなりません。",
    "每位员工都有权享受三十天带薪休假，必须在三月底之前休完。",
    "พนักงานทุกคนมีสิทธิ์ลาพักร้อนสามสิบวันโดยได้รับค่าจ้าง และต้องใช้ก่อนสิ้นเดือนมีนาคม",
    "لكل موظف الحق في ثلاثين يوما من الإجازة المدفوعة التي يجب أخذها قبل نهاية مارس.",
    "Ky është një tekst në gjuhën shqipe, që flet për shtëpinë dhe për kopshtin e saj me lule të bukura.",
)
BOOK = [[f"Page {page}, line {line}: {ENGLISH}" for line in range(30)] for page in range(3)]
ROW = Document("d", "org-1", "source-1", "a.md", "a.md", bytes=1, listed_at=datetime.now(UTC))


@pytest.fixture(scope="module")
def converter() -> Iterator[Converter]:
    with Converter(PipelineSettings()) as made:
        yield made


def read(converter: Converter, path: Path, cutting: Cutting) -> tuple[Converted, Cut]:
    """What a child makes of a file."""
    sitting = converter.sitting()
    try:
        (found,) = sitting.convert([File(path, path.name, cutting=cutting)])
    finally:
        sitting.close()
    assert isinstance(found, Converted)
    assert found.cut is not None
    return found, found.cut


@pytest.mark.parametrize("told", ["", "nl"])
@pytest.mark.parametrize("rules", [Rules(), Rules(target=40, limit=60)])
@pytest.mark.parametrize("kind", ["md", "pdf"])
def test_a_child_cuts_what_is_stored(
    converter: Converter, tmp_path: Path, *, kind: str, rules: Rules, told: str
) -> None:
    """Language, spans, headings, pages, headers: all of it is what the stored text gives, by the same sizes."""
    path = tmp_path / f"a.{kind}"
    path.write_bytes(MIXED.encode() if kind == "md" else pdfs.paragraphs(BOOK))
    converted, made = read(converter, path, Cutting(rules, told))
    stored = unpack_text(orjson.loads(orjson.dumps(packed_text(converted.text))))
    assert made == cut_of(stored, Cutting(rules, told))
    assert made.language == (told or {"md": "de", "pdf": "en"}[kind])
    assert len(made.pieces) > 3
    row = replace(ROW, language=made.language)
    assert cut(Prepared(row, "v1", stored, cut=made), rules) == cut(Prepared(row, "v1", stored), rules)


def test_what_was_cut_for_another_index_is_cut_anew(converter: Converter, tmp_path: Path) -> None:
    """By its sizes or in another language, as where somebody corrects it meanwhile."""
    path = tmp_path / "a.md"
    path.write_text(MIXED)
    converted, made = read(converter, path, Cutting(Rules(target=40, limit=60)))
    prepared = Prepared(replace(ROW, language=made.language), "v1", converted.text, cut=made)
    for rules, language in ((Rules(), made.language), (made.cutting.rules, "en")):
        one = replace(prepared, row=replace(ROW, language=language))
        assert cut(one, rules) == cut(replace(one, cut=None), rules)


@pytest.mark.parametrize("said", TONGUES)
def test_a_child_cuts_every_language(converter: Converter, tmp_path: Path, said: str) -> None:
    """Within its walls too: what is known of a language is not read from a file that it may not open."""
    path = tmp_path / "a.md"
    path.write_text(f"{said} {said}\n\n{ENGLISH}")
    converted, made = read(converter, path, Cutting(Rules()))
    assert made == cut_of(converted.text, made.cutting)
    assert made.pieces
