"""What may be wrong with an index behind everybody's back, told alike by both stores."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

FILE: Final = "file"
WORDS_DAMAGED: Final = "words_damaged"
DOCUMENTS_MISPLACED: Final = "documents_misplaced"
CHUNKS_OF_NOBODY: Final = "chunks_of_nobody"
WORDS_OF_NOBODY: Final = "words_of_nobody"
VECTORS_OF_NOBODY: Final = "vectors_of_nobody"
WORDS_MISSING: Final = "words_missing"
VECTORS_MISSING: Final = "vectors_missing"
DOCUMENTS_INCOMPLETE: Final = "documents_incomplete"
MEANS_WRONG: Final = "means_wrong"
# By kind: what is wrong with so many rows, and what is done about it.
TOLD: Mapping[str, tuple[str, str]] = {
    FILE: ("the file is damaged", "what can be read of its documents goes into a new file, and they are read again"),
    WORDS_DAMAGED: ("the index of words is damaged", "made anew from the words that it keeps"),
    DOCUMENTS_MISPLACED: ("documents name no source", "given their place again, and read again"),
    CHUNKS_OF_NOBODY: ("passages belong to no document", "removed"),
    WORDS_OF_NOBODY: ("words belong to no passage", "removed"),
    VECTORS_OF_NOBODY: ("vectors belong to no passage", "removed"),
    WORDS_MISSING: ("passages are found by no word, or in another source", "their words are made anew"),
    VECTORS_MISSING: ("passages have no vector", "removed, and their documents are read again"),
    DOCUMENTS_INCOMPLETE: ("documents lack passages, or have too many", "they are read again"),
    MEANS_WRONG: ("organisations' mean vectors are of other passages", "computed anew"),
}


@dataclass(frozen=True, slots=True)
class Damage:
    """``rows`` that are wrong in a way that ``kind`` names, a key of ``TOLD``; ``detail`` in the store's own words."""

    kind: str
    rows: int
    detail: str = ""

    @property
    def wrong(self) -> str:
        """What is wrong, as a sentence's beginning."""
        said = f"{self.rows:,} {TOLD[self.kind][0]}" if self.kind not in (FILE, WORDS_DAMAGED) else TOLD[self.kind][0]
        return f"{said} ({self.detail})" if self.detail else said

    @property
    def remedy(self) -> str:
        """What mending does about it."""
        return TOLD[self.kind][1]
