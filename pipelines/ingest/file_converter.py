"""Bytes to text, in guarded child processes."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace

from haystack import component

from pipelines.assembly.parts import WithParts
from pipelines.convert.guard import READERS, Converter
from pipelines.index.protocol import Index
from pipelines.ingest.batch import Batch, Fetched, Prepared, Refused
from pipelines.ingest.file_reader import FileReader
from pipelines.storage.blobs import Storage


@component
class FileConverter(WithParts):
    """Converts the fetched documents of a batch; one that cannot be read is refused alone, with its reason.

    What is found in a document becomes a document of its own, of the same batch.
    """

    PARTS = ("converter", "storage", "index")

    def __init__(self, converter: Converter, storage: Storage, index: Index) -> None:
        self.converter = converter
        self.storage = storage
        self.index = index

    @component.output_types(batch=Batch)
    def run(self, batch: Batch) -> dict[str, Batch]:
        """``batch``, all of one organisation, with every fetched document prepared or refused."""
        shares = [share for number in range(READERS) if (share := batch.fetched[number::READERS])]
        if len(shares) > 1:
            with ThreadPoolExecutor(READERS) as pool:
                done = [one for all_of_one in pool.map(self._read, shares) for one in all_of_one]
        else:
            done = [one for share in shares for one in self._read(share)]
        prepared = tuple(item for item in done if isinstance(item, Prepared))
        refused = tuple(item for item in done if isinstance(item, Refused))
        return {"batch": replace(batch, fetched=(), prepared=prepared, refused=batch.refused + refused)}

    @contextmanager
    def reader(self, *, stopped: Callable[[], bool] = lambda: False) -> Iterator[FileReader]:
        """For one thread, and for the files of one organisation; it leaves the rest unread when ``stopped`` says so."""
        with closing(self.converter.sitting()) as sitting:
            yield FileReader(self, sitting, stopped)

    def _read(self, files: tuple[Fetched, ...]) -> list[Prepared | Refused]:
        with self.reader() as reader:
            return list(reader.read(files))
