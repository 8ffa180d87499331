"""Text recognition by the machine's ``tesseract``, through pipes, in limits of its own; no file is written.

A page's words come with their boxes. A layout keeps one number for each character of a text: of recognized ones it is
the character's box, so that a quote is placed without looking at the page again.
"""

import ctypes
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.convert.decode import clean
from pipelines.convert.layout import NOWHERE
from pipelines.convert.source import Box

PROGRAM = "tesseract"
PATH = "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin"
# Without threads of its own: two documents are read at once as it is.
ENVIRONMENT = {"PATH": PATH, "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
PAGE_SECONDS = 60
MEMORY_BYTES = 1_000_000_000
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)
# Words of which it is surer than that; what it makes of a picture is not.
SURE = 20.0
COLUMNS = 12
WORD = "5"
# A box in thirty bits, marked by the thirty-first: left, top, width and height, in shares of the page.
MARK = 1 << 30
ACROSS, NARROW, TALL = 1_024, 512, 1_024
BITS_X, BITS_Y, BITS_W, BITS_H = 10, 10, 4, 6
SAME_LINE = 0.6


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was recognized: its line, as (page, block, paragraph, line), and its box."""

    text: str
    line: tuple[int, int, int, int]
    box: Box


@dataclass(frozen=True, slots=True)
class Recognized:
    """A page's text with a box for each character, and its paragraphs as spans."""

    text: str
    chars: Sequence[int]
    paragraphs: Sequence[tuple[int, int]]


class OcrFailed(Exception):
    """The program gave up, or took too long or too much: what it was given has no text for us."""


@cache
def program() -> str | None:
    """The path of the program, None where there is none."""
    return shutil.which(PROGRAM, path=PATH)


@cache
def languages(wanted: str) -> str:
    """Those of ``eng+deu`` that are installed, English or any other where none is. Raises ``OcrFailed``."""
    found = [line.strip() for line in _run(["--list-langs"], b"").decode("utf-8", "replace").splitlines()[1:]]
    usable = [one for one in found if one and one != "osd"]
    chosen = [one for one in wanted.split("+") if one in usable] or usable[:1]
    if not chosen:
        raise OcrFailed("no language is installed")
    return "+".join(chosen)


def recognize(image: bytes, wanted: str) -> list[Word]:
    """The words of a picture (PNM, PNG, JPEG or TIFF, the last with several pages). Raises ``OcrFailed``."""
    return list(_words(_run(["-", "-", "-l", languages(wanted), "tsv"], image).decode("utf-8", "replace")))


def as_text(words: Iterable[Word]) -> Recognized:
    """Words as lines within paragraphs: a paragraph's lines are joined, paragraphs stand apart."""
    parts: list[str] = []
    chars: list[int] = []
    paragraphs: list[tuple[int, int]] = []
    before: tuple[int, int, int, int] | None = None
    for word in words:
        if before is not None:
            gap = " " if before[:3] == word.line[:3] else "\n\n"
            parts.append(gap)
            chars += [NOWHERE] * len(gap)
        if before is None or before[:3] != word.line[:3]:
            paragraphs.append((len(chars), len(chars)))
        parts.append(word.text)
        chars += _letters(word)
        paragraphs[-1] = (paragraphs[-1][0], len(chars))
        before = word.line
    return Recognized("".join(parts), chars, paragraphs)


def boxes(runs: Iterable[tuple[int, int]]) -> tuple[Box, ...]:
    """The boxes of a layout's runs of recognized characters, one for each line."""
    lines: list[Box] = []
    for number, _ in runs:
        one = unpacked(number)
        if lines and _follows(lines[-1], one):
            last = lines[-1]
            top, bottom = min(last.y, one.y), max(last.y + last.h, one.y + one.h)
            lines[-1] = Box(last.x, top, max(last.x + last.w, one.x + one.w) - last.x, bottom - top)
        else:
            lines.append(one)
    return tuple(lines)


def is_box(number: int) -> bool:
    """Whether a layout's number is a box, and not a character of the page's own text."""
    return number >= MARK


def packed(box: Box) -> int:
    """A box as a number."""
    x, y = _held(box.x * ACROSS, BITS_X), _held(box.y * ACROSS, BITS_Y)
    w, h = _held(box.w * NARROW + 0.999, BITS_W), _held(box.h * TALL + 0.999, BITS_H)
    return MARK | (((x << BITS_Y | y) << BITS_W | w) << BITS_H) | h


def unpacked(number: int) -> Box:
    """The box of a number, within the page."""
    h = number & ((1 << BITS_H) - 1)
    w = number >> BITS_H & ((1 << BITS_W) - 1)
    y = number >> (BITS_H + BITS_W) & ((1 << BITS_Y) - 1)
    x = number >> (BITS_H + BITS_W + BITS_Y) & ((1 << BITS_X) - 1)
    left, top = x / ACROSS, y / ACROSS
    return Box(left, top, min(w / NARROW, 1 - left), min(h / TALL, 1 - top))


def _held(value: float, bits: int) -> int:
    return min(max(int(value), 0), (1 << bits) - 1)


def _letters(word: Word) -> Iterator[int]:
    """Each character has its share of the word's box."""
    across = word.box.w / len(word.text)
    for at in range(len(word.text)):
        yield packed(Box(word.box.x + at * across, word.box.y, across, word.box.h))


def _follows(line: Box, box: Box) -> bool:
    shared = min(line.y + line.h, box.y + box.h) - max(line.y, box.y)
    return shared > SAME_LINE * min(line.h, box.h) and box.x >= line.x


def _words(table: str) -> Iterator[Word]:
    """The words of a table in TSV; every page begins with a row that has its size."""
    sizes: dict[int, tuple[float, float]] = {}
    for row in table.splitlines()[1:]:
        cells = row.split("\t", COLUMNS - 1)
        if len(cells) < COLUMNS:
            continue
        page, block, paragraph, line = (int(cell) for cell in cells[1:5])
        left, top, width, height = (float(cell) for cell in cells[6:10])
        if cells[0] == "1":
            sizes[page] = (max(width, 1.0), max(height, 1.0))
        text = clean(cells[11]).strip()
        if cells[0] == WORD and text and float(cells[10]) >= SURE and page in sizes:
            across, down = sizes[page]
            box = Box(left / across, top / down, width / across, height / down)
            yield Word(text, (page, block, paragraph, line), box)


def _run(arguments: Sequence[str], given: bytes) -> bytes:
    found = program()
    if found is None:
        raise OcrFailed("there is no tesseract")
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, arguments of settings, everything else by pipe
            [found, *arguments],
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=ENVIRONMENT,
            timeout=PAGE_SECONDS,
            check=True,
            # The guarded child has one thread.
            preexec_fn=_confine,
        )
    except (subprocess.SubprocessError, OSError) as wrong:
        raise OcrFailed(type(wrong).__name__) from wrong
    return done.stdout


def _confine() -> None:
    """It ends with who started it, and holds no more than it may."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (PAGE_SECONDS, PAGE_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
