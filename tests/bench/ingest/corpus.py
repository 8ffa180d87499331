"""What the bench loads: Markdown of short sections and ten-page PDFs, seeded; the same bytes every time."""

import random
from collections.abc import Iterator
from pathlib import Path

from fpdf import FPDF, XPos, YPos

from pipelines.embedding.wordllama import common_words, rank

MARKDOWNS, PDFS, PAGES = 2_000, 200, 10
SECTIONS, SECTION_WORDS, PAGE_LINES, LINE_WORDS = 9, (50, 90), 38, 11
COMMONEST = 20_000


class Writer:
    """Sentences of real words, the common ones often, with numbers and names in between."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        words = (word for word in common_words() if len(word) > 2 and word.isascii())
        self._words = sorted(words, key=lambda word: rank(word) or 0)[:COMMONEST]
        self._weights: list[float] = []
        total = 0.0
        for place in range(1, len(self._words) + 1):
            total += 1 / place**0.9
            self._weights.append(total)

    def words(self, count: int) -> list[str]:
        """So many words; one in thirty is a number or a name."""
        made = self._chance.choices(self._words, cum_weights=self._weights, k=count)
        for at in range(0, count, 30):
            made[at] = str(self._chance.randrange(10, 99_999)) if at % 60 else made[at].capitalize() + "son"
        return made

    def sentence(self, count: int) -> str:
        """A sentence of so many words."""
        return " ".join(self.words(count)).capitalize() + "."

    def paragraph(self, count: int) -> str:
        """Sentences of twelve words."""
        return " ".join(self.sentence(12) for _ in range(max(1, count // 12)))

    def between(self, bounds: tuple[int, int]) -> int:
        """A number within bounds."""
        return self._chance.randint(*bounds)


def write(folder: Path, *, markdowns: int = MARKDOWNS, pdfs: int = PDFS, seed: int = 5) -> list[Path]:
    """Write the files into a folder. Answers them with the PDFs spread among the Markdown."""
    writer = Writer(seed)
    folder.mkdir(parents=True, exist_ok=True)
    texts = [_kept(folder / f"note-{n:05}.md", markdown(writer, n).encode()) for n in range(markdowns)]
    books = [_kept(folder / f"book-{n:04}.pdf", pdf(writer, n)) for n in range(pdfs)]
    return list(_spread(texts, books))


def markdown(writer: Writer, number: int, *, sections: int = SECTIONS) -> str:
    """A title and sections of one paragraph."""
    parts = [f"# Note {number} on {' '.join(writer.words(3))}"]
    for _ in range(sections):
        parts += [f"## {' '.join(writer.words(4)).capitalize()}", writer.paragraph(writer.between(SECTION_WORDS))]
    return "\n\n".join(parts) + "\n"


def pdf(writer: Writer, number: int, *, pages: int = PAGES) -> bytes:
    """Pages of full lines, with a heading each and page numbers."""
    book = FPDF()
    book.set_title(f"Book {number}")
    for page in range(pages):
        book.add_page()
        book.set_font("helvetica", "B", 14)
        _line(book, f"{page + 1} {' '.join(writer.words(4)).capitalize()}", 10)
        book.set_font("helvetica", size=10)
        for _ in range(PAGE_LINES):
            _line(book, " ".join(writer.words(LINE_WORDS)), 6)
        _line(book, f"Page {page + 1} of {pages}", 8)
    return bytes(book.output())


def _line(book: FPDF, text: str, height: float) -> None:
    book.cell(0, height, text[:110], new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _kept(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _spread(texts: list[Path], books: list[Path]) -> Iterator[Path]:
    every = max(1, len(texts) // max(1, len(books)))
    rest = iter(books)
    for number, text in enumerate(texts):
        yield text
        if number % every == every - 1 and (book := next(rest, None)):
            yield book
    yield from rest
