"""Chunks are in one language: the document's, or the one that a stretch surely is in."""

from pipelines.cutting.splitting import Rules, split
from pipelines.text.identify import _shares
from pipelines.types import Text

GERMAN = "Jeder Arbeitnehmer hat einen Anspruch auf dreißig Tage bezahlten Urlaubs, die er bis März nehmen muss."
ENGLISH = "Every employee is entitled to thirty days of paid leave, which must be taken before the end of March."
TABLE = "| A1 | 17 |\n| B2 | 18 |"


def spoken(text: str, language: str = "") -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.language) for one in split(Text(text), Rules(), language)]


def test_a_document_that_mixes_is_cut_where_it_does() -> None:
    found = spoken("\n\n".join([GERMAN, GERMAN, TABLE, ENGLISH]))
    assert {language for _, language in found[:-1]} == {"de"}
    assert found[-1] == (ENGLISH, "en")


def test_what_a_person_says_of_a_document_is_true_of_all_of_it() -> None:
    assert spoken(f"{ENGLISH}\n\n{ENGLISH}", "de") == [(f"{ENGLISH}\n\n{ENGLISH}", "de")]
    assert [language for _, language in spoken(f"{GERMAN}\n\n{GERMAN}\n\n{ENGLISH}", "de")] == ["de", "en"]


def test_what_says_too_little_is_in_no_language() -> None:
    assert [language for _, language in spoken(TABLE)] == [""]


def test_a_stretch_in_a_language_without_lists_is_found() -> None:
    albanian = "Ky është një tekst në gjuhën shqipe, që flet për shtëpinë dhe për kopshtin e saj me lule të bukura."
    assert [language for _, language in spoken("\n\n".join([GERMAN] * 4 + [albanian]))][-1] == "sq"


def test_stretches_without_prose_cost_no_call_each() -> None:
    rows = ["\n".join(f"| Meridian{n} Kontor | Lampe Regal{row} |" for n in range(9)) for row in range(200)]
    before = _shares.cache_info().misses
    spoken("\n\n".join([GERMAN, *rows, GERMAN]))
    assert _shares.cache_info().misses - before < 12
