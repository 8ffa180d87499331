"""What tests of read documents share: a desk of their own each, one converter a module."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.webapp.documents.reading_desk import CountedConverter, ReadingDesk, converting, reading_desk
from webapp.sql.database import Database


@pytest.fixture(scope="module")
def converter() -> Iterator[CountedConverter]:
    with converting() as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path, db: Database, converter: CountedConverter) -> Iterator[ReadingDesk]:
    with reading_desk(tmp_path / "desk", db, converter) as made:
        yield made
