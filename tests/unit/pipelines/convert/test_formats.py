"""Formats are entries of one registry: each names its reader, its files and, alone, what it makes of them."""

import importlib.metadata
from dataclasses import replace

import pytest

from pipelines.convert import fingerprint as naming
from pipelines.convert import formats
from pipelines.convert.failures import SKIPPED
from pipelines.convert.fingerprint import bytes_of, version_of
from pipelines.convert.formats import FORMATS, HTML, PDF, Format, by_ending

SHA, OTHER = "ab" * 32, "cd" * 32


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.title)
def test_a_format_has_its_reader(one: Format) -> None:
    """The module converts and, where a format has a magic, tells its files by it."""
    assert callable(one.reader.convert)
    assert not one.magic or (callable(one.marked.claims) and callable(one.marked.expect))
    assert all(importlib.metadata.version(name) for name in one.libraries)
    assert one.title in SKIPPED["unknown_type"][1]


def test_no_two_formats_share_a_name() -> None:
    """An ending, a type and a fingerprint belong to one format."""
    for names in ([e for f in FORMATS for e in f.endings], [m for f in FORMATS for m in f.mimes]):
        assert len(names) == len(set(names))
    assert len({one.fingerprint for one in FORMATS}) == len(FORMATS)
    assert by_ending()["htm"] is HTML


def test_a_library_renames_the_versions_of_its_formats_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another release of the PDF library is another fingerprint of PDF, and of nothing else."""
    real = importlib.metadata.version
    before = [one.fingerprint for one in FORMATS]
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "99" if name == "pypdfium2" else real(name))
    formats._fingerprint.cache_clear()
    after = [one.fingerprint for one in FORMATS]
    formats._fingerprint.cache_clear()
    assert {one.title for one, was, now in zip(FORMATS, before, after, strict=True) if was != now} == {"PDF"}


def test_a_revision_is_another_fingerprint() -> None:
    """What makes another text makes another version."""
    assert replace(PDF, revision=PDF.revision + 1).fingerprint != PDF.fingerprint


def test_a_version_tells_its_bytes() -> None:
    """Whatever has become of the format since, the bytes that a text is of are found among those that are kept."""
    version = version_of(SHA, "0123456789abcdef")
    assert bytes_of(version, [OTHER, SHA]) == SHA
    assert bytes_of(version, [OTHER]) is None


def test_a_version_of_the_time_before_tells_them_too() -> None:
    """While all formats shared a fingerprint, versions were hashes of both; those are recognized."""
    old = naming._once(SHA, naming.ONCE_FOR_ALL[0])
    assert bytes_of(old, [OTHER, SHA]) == SHA
    assert bytes_of("f" * 32, [OTHER, SHA]) is None
