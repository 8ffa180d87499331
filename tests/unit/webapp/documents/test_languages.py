"""Languages of documents: counted and listed, and said by a person."""

from dataclasses import replace

import pytest

from pipelines.types import Document, Status, document_id_for
from tests.unit.webapp.documents.reading_desk import ReadingDesk
from webapp.documents.languages import Languages
from webapp.errors import Invalid, NotFound, Unavailable


def languages(desk: ReadingDesk, told: frozenset[str] | None = None) -> Languages:
    documents = desk.reader().documents
    return Languages(desk.db, documents, index=desk.index, deployments=documents._deployments, told=told)


def put(desk: ReadingDesk, uri: str, language: str = "", *, status: Status = Status.INDEXED) -> str:
    """A row, written anew where it is there. Answers its id."""
    key = document_id_for(desk.source_id, uri)
    known = desk.row(key) or Document(key, desk.org_id, desk.source_id, uri, uri)
    assert not desk.index.put([replace(known, language=language, status=status)])
    return key


def test_what_words_alone_find_is_told(desk: ReadingDesk) -> None:
    """By what the index that answers was embedded with; of unknown ones nobody can say."""
    told = {"a": "de", "b": "de", "c": "en", "d": ""}
    for uri, language in told.items():
        put(desk, uri, language)
    put(desk, "waits", "fr", status=Status.PENDING)
    here = languages(desk, frozenset({"de"})).of_source(desk.reader().principal, desk.source_id)
    assert [(one.language, one.documents, one.by_words) for one in here.items] == [
        ("de", 2, True),
        (None, 1, False),
        ("en", 1, False),
    ]
    assert here.embedder.startswith("wordllama")
    with pytest.raises(NotFound):
        languages(desk).of_source(desk.reader("other").principal, desk.source_id)


def test_documents_are_listed_by_language(desk: ReadingDesk) -> None:
    """By its code; an empty one lists those in none that is known."""
    put(desk, "a", "de"), put(desk, "b", "no"), put(desk, "c")
    reader = desk.reader()

    def listed(language: str) -> list[str]:
        none = {"status": None, "q": None, "kind": None, "cursor": None}
        page = reader.documents.page(reader.principal, desk.source_id, language=language, limit=100, **none)
        return [one.uri for one in page.items]

    assert [listed(code) for code in ("de", "nb", "", "fr")] == [["a"], ["b"], ["c"], []]
    with pytest.raises(Invalid) as refused:
        listed("english")
    assert refused.value.code == "unknown_language"


def test_what_is_not_indexed_only_keeps_the_word(desk: ReadingDesk) -> None:
    """Nothing has to be done for it; taken back, nothing is known."""
    waiting, principal = put(desk, "a", status=Status.FAILED), desk.reader().principal
    shown = languages(desk).correct(principal, waiting, "de")
    assert (shown.language, shown.language_corrected, shown.status) == ("de", True, Status.FAILED)
    assert languages(desk).correct(principal, waiting, "de") == shown
    again = languages(desk).correct(principal, waiting, None)
    assert (again.language_corrected, again.status) == (False, Status.FAILED)


def test_nothing_changes_where_nothing_can_be_indexed(desk: ReadingDesk) -> None:
    """Nor for a language that is none, nor for somebody else; what it is known to be is only marked."""
    key, principal = put(desk, "a", "en"), desk.reader().principal
    before = desk.row(key)
    with pytest.raises(Unavailable):
        languages(desk).correct(principal, key, "de")
    for code in ("xx", "English", "", "en-US", "d" * 20):
        with pytest.raises(Invalid) as refused:
            languages(desk).correct(principal, key, code)
        assert refused.value.code == "unknown_language"
    with pytest.raises(NotFound):
        languages(desk).correct(desk.reader("other").principal, key, "de")
    assert desk.row(key) == before
    shown = languages(desk).correct(principal, key, "en")
    assert (shown.language, shown.language_corrected, shown.status) == ("en", True, Status.INDEXED)
