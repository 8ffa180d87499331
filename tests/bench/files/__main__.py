"""Read every file of a folder as the worker does, in guarded children, and say by format how that ended."""

import argparse
import json
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from pipelines.convert import ocr
from pipelines.convert.formats import by_ending
from pipelines.convert.layout import Runs
from pipelines.convert.server import ConverterServer
from pipelines.convert.source import Box, Converted, Limits
from pipelines.convert.wire import Job, unpack_converted, unpack_placed
from pipelines.settings import PipelineSettings
from pipelines.types import Text
from tests.bench.files import independent

LOOKS = 5
QUOTE = 40
DEEPEST = 3
BEYOND = 1.001


@dataclass
class Figures:
    """What is counted of a format."""

    outcomes: Counter[str] = field(default_factory=Counter)
    wanted: int = 0
    found: int = 0
    compared: int = 0
    pages: int = 0
    seconds: float = 0.0
    peak_mb: float = 0.0
    slowest: tuple[float, str] = (0.0, "")
    boxes: Counter[str] = field(default_factory=Counter)

    def told(self) -> dict[str, Any]:
        """As one line."""
        share = round(self.found / self.wanted, 4) if self.wanted else None
        return {
            "documents": dict(self.outcomes),
            "words": {"compared_documents": self.compared, "wanted": self.wanted, "found_share": share},
            "pages": self.pages,
            "pages_per_second": round(self.pages / self.seconds, 1) if self.pages else None,
            "documents_per_second": round(sum(self.outcomes.values()) / max(self.seconds, 1e-3), 1),
            "slowest": {"seconds": round(self.slowest[0], 2), "name": self.slowest[1]},
            "child_peak_mb": round(self.peak_mb, 1),
            "boxes": dict(self.boxes),
        }


class Bench:
    """Reads files one after another with the settings of the environment."""

    def __init__(self, settings: PipelineSettings, aside: Path) -> None:
        self._limits = Limits(
            chars=settings.max_document_chars,
            pages=settings.convert_pages,
            memory_mb=settings.convert_memory_mb,
            seconds=settings.convert_seconds,
            ocr=settings.ocr_languages if settings.ocr == "auto" else "",
            ocr_seconds=settings.ocr_seconds,
        )
        self._server = ConverterServer()
        self._aside = aside
        self._numbers = count()
        self.figures: dict[str, Figures] = defaultdict(Figures)

    def file(self, path: Path, name: str, depth: int = 0) -> None:
        """One file, and what is in it."""
        began = time.perf_counter()
        answer, ending = self._server.run(Job(str(path), name, self._limits))
        took = time.perf_counter() - began
        suffix = path.suffix.lower().lstrip(".")
        one = self.figures[suffix if suffix in by_ending() else "other"]
        one.seconds += took
        one.peak_mb = max(one.peak_mb, ending.peak_kb * 1_024 / 1e6)
        one.slowest = max(one.slowest, (took, name))
        refused = (answer or {}).get("refused")
        if answer is None or refused:
            one.outcomes[f"{refused['kind']}:{refused['code']}" if refused else "ended by its limits"] += 1
            return
        one.outcomes["read"] += 1
        converted = unpack_converted(answer["converted"], answer["files"])
        self._compare(one, path, converted.text)
        self._look(one, path, converted)
        for member in converted.members or () if depth < DEEPEST else ():
            inner = self._aside / f"{next(self._numbers)}{Path(member.name).suffix.lower()[:10]}"
            inner.write_bytes(member.data)
            self.file(inner, f"{name}!/{member.name}", depth + 1)

    def close(self) -> None:
        """End the converter's process."""
        self._server.close()

    def _compare(self, one: Figures, path: Path, text: Text) -> None:
        one.pages += text.page_count or 0
        wanted = independent.read(path)
        if wanted:
            # What is hyphenated over lines, or numbered by the reader, is no loss.
            ours = independent.words(text.text)
            one.compared += 1
            one.wanted += wanted.total()
            one.found += (wanted & ours).total()

    def _look(self, one: Figures, path: Path, converted: Converted) -> None:
        """Some quotes of a document with a layout: each must get a box on its page."""
        if converted.layout is None:
            return
        for page, start, end in _quotes(converted.text):
            runs = converted.layout.chars(start, end)
            boxes = ocr.boxes(runs) if all(ocr.is_box(first) for first, _ in runs) else self._drawn(path, page, runs)
            inside = all(0 <= box.x <= box.x + box.w < BEYOND and 0 <= box.y <= box.y + box.h < BEYOND for box in boxes)
            one.boxes["found" if boxes and inside else "missing"] += 1

    def _drawn(self, path: Path, page: int, runs: Runs) -> tuple[Box, ...]:
        answer, _ = self._server.run(Job(str(path), path.name, self._limits, "spot", page=page, runs=runs))
        return unpack_placed(answer["spotted"]).boxes if answer and "spotted" in answer else ()


def _quotes(text: Text) -> Iterator[tuple[int, int, int]]:
    pages = [page for page in text.pages if text.text[page.start : page.end].strip()]
    for page in pages[:: max(len(pages) // LOOKS, 1)][:LOOKS]:
        start = page.start + (page.end - page.start) // 3
        while start < page.end and text.text[start].isspace():
            start += 1
        if start < page.end:
            yield page.page, start, min(start + QUOTE, page.end)


def main() -> None:
    """Every file below a folder that is not hidden."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.resolve()
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".")]
    with tempfile.TemporaryDirectory() as aside:
        bench = Bench(PipelineSettings(), Path(aside))
        try:
            for path in files:
                bench.file(path, str(path.relative_to(folder)))
        finally:
            bench.close()
    for ending, figures in sorted(bench.figures.items()):
        print(json.dumps({"format": ending, **figures.told()}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
