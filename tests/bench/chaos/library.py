"""A source that people change while it is read: new files, other bytes under the same name, deletions."""

import contextlib
import random
from pathlib import Path

from pipelines.assembly.stores import open_index
from pipelines.settings import PipelineSettings
from pipelines.storage.blobs import Storage
from pipelines.types import document_id_for
from tests.bench.ingest.corpus import Writer, markdown
from tests.bench.ingest.engine import ORG, SOURCE, put

FEWEST, MOST, CHANGED = 30, 60, 14


class Library:
    """Files in a folder, and what an index was told about them."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder = folder
        self._chance, self._writer, self._made = chance, Writer(chance.randrange(1_000_000)), 0
        folder.mkdir(parents=True)

    @property
    def files(self) -> list[Path]:
        """What is there now."""
        return sorted(self.folder.iterdir())

    def change(self, settings: PipelineSettings) -> None:
        """Some changes, told to the index as uploads and deletions tell it."""
        written = [self._write(path) for path in self._chance.sample(self.files, min(CHANGED, len(self.files)))]
        written += [self._write(self._new()) for _ in range(self._chance.randint(0, 4))]
        while len(self.files) < FEWEST:
            written.append(self._write(self._new()))
        surplus = max(self._chance.randint(0, 3), len(self.files) - MOST)
        gone = self._chance.sample(self.files, surplus)
        with contextlib.closing(open_index(settings)) as index:
            put(index, Storage(settings.blobs), [path for path in written if path not in gone])
            known = index.get(ORG, [document_id_for(SOURCE, path.name) for path in gone])
            if known:
                index.retire(ORG, list(known), tombstone=False)
        for path in gone:
            path.unlink()

    def _new(self) -> Path:
        self._made += 1
        return self.folder / f"file-{self._made:05}.md"

    def _write(self, path: Path) -> Path:
        """One in three changes is of one paragraph."""
        if path.exists() and self._chance.random() < 1 / 3:
            parts = path.read_text().split("\n\n")
            parts[-1] = self._writer.paragraph(self._chance.randint(20, 90))
            path.write_text("\n\n".join(parts))
        else:
            path.write_text(markdown(self._writer, self._made, sections=self._chance.randint(1, 8)))
        return path
