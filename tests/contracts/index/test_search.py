"""Hybrid search: what is found, with which scores, and that nothing a person types or owns leaks."""

from dataclasses import replace

import numpy as np
import pytest

from pipelines.errors import IndexUnavailable
from pipelines.index.protocol import Index
from pipelines.index.result import Result
from pipelines.types import Fusion, Hit, Scope, Vector
from tests.contracts.index.making import ORG, SCOPE, SOURCE, document, publication, seeded, vector

METHODS = ["convex", "rrf", "bm25", "dense"]


def load(index: Index, *texts: str) -> None:
    """One document per text, its uri the text's number, its vector one axis each."""
    items = []
    for n, text in enumerate(texts):
        axis = np.zeros((1, 8), np.float32)
        axis[0, n % 8] = 1.0
        items.append(publication(document(f"{n}.md", title="T"), [text], axis))
    assert not index.publish(items)


def hits(index: Index, text: str, *, k: int = 10, scope: Scope = SCOPE, **wanted: object) -> tuple[Hit, ...]:
    """What is found, best first."""
    asked = wanted.pop("vector", None)
    result = index.search(scope, text, asked, k=k, fusion=Fusion(**wanted))  # type: ignore[arg-type]
    assert result.degraded == ()
    assert [hit.fused for hit in result.hits] == sorted((hit.fused for hit in result.hits), reverse=True)
    return result.hits


def found(index: Index, text: str, **wanted: object) -> list[str]:
    """Texts that are found."""
    return [hit.chunk.text for hit in hits(index, text, **wanted)]  # type: ignore[arg-type]


def test_words_are_stemmed_and_any_of_them_counts(index: Index) -> None:
    """The more of the question a chunk holds, the better."""
    load(index, "installing the printer drivers", "the printer is red", "gardens")
    assert found(index, "how do I install a printer driver?") == [
        "installing the printer drivers",
        "the printer is red",
    ]


def test_a_question_of_stop_words_finds_them(index: Index) -> None:
    """Nothing is thrown away that leaves nothing."""
    load(index, "to be or not to be", "gardens")
    assert "to be or not to be" in found(index, "To be or not to be", vector=vector(1))


def test_neighbours_in_the_question_count_as_phrase(index: Index) -> None:
    """Of two chunks with the same words, the one that has them side by side is first."""
    load(index, "conduction of something by heat", "something by heat conduction of", "filler of words here")
    assert found(index, "heat conduction")[0] == "something by heat conduction of"


def test_title_and_heading_are_searched_too(index: Index) -> None:
    """Both find the chunk that they stand above."""
    item = publication(document(title="Okapi handbook"), ["a text about animals"])
    index.publish([item, publication(document("b.md"), ["another text"])])
    assert found(index, "okapi") == ["a text about animals"]
    assert found(index, "part") != []


def test_what_a_chunk_is_understood_by_finds_it(index: Index) -> None:
    """Words of its context, which is kept beside the text and is no part of it."""
    made = publication(document("prices.md"), ["| lamp | 12 |", "| chair | 30 |"])
    chunks = made.chunks[0], replace(made.chunks[1], context="| article | price |")
    assert not index.publish([replace(made, chunks=chunks)])
    (hit,) = index.search(SCOPE, "prices", None, k=5, fusion=Fusion()).hits[:1]
    assert (hit.chunk.text, hit.chunk.context) == ("| chair | 30 |", "| article | price |")
    assert [one.context for one in index.chunks(SCOPE, hit.document.document_id)] == ["", "| article | price |"]


def test_title_counts_more_than_text(index: Index) -> None:
    """A word of the title is worth two of the text."""
    filler = ["unrelated gardens", "unrelated houses", "unrelated rivers"]
    index.publish(
        [
            publication(document("text.md", title="about beasts"), ["okapi lives here"]),
            publication(document("title.md", title="about okapi"), ["beast lives here"]),
            *(publication(document(f"{n}.md"), [text]) for n, text in enumerate(filler)),
        ]
    )
    assert hits(index, "okapi")[0].document.uri == "title.md"


def test_every_hit_has_its_cosine(index: Index) -> None:
    """Also those that only words found; exact up to half precision."""
    load(index, "zebra", "lion", "giraffe")
    asked = vector(0.8, 0.6)
    scores = {hit.chunk.text: hit.cosine for hit in hits(index, "giraffe", vector=asked)}
    assert scores["zebra"] == pytest.approx(0.8, abs=2e-3)
    assert scores["lion"] == pytest.approx(0.6, abs=2e-3)
    assert scores["giraffe"] == pytest.approx(0.0, abs=2e-3)


def test_cosines_do_not_depend_on_length(index: Index) -> None:
    """Question and chunk may have any length; the cosine stays in [-1, 1]."""
    load(index, "zebra")
    index.publish([publication(document("long.md"), ["lion"], vector(0, 1)[np.newaxis] * 37)])
    scores = {hit.chunk.text: hit.cosine for hit in hits(index, "lion", vector=vector(-1, 1) * 12)}
    assert scores["lion"] == pytest.approx(2**-0.5, abs=2e-3)
    assert scores["zebra"] == pytest.approx(-(2**-0.5), abs=2e-3)


def test_scores_say_which_branch_found_it(index: Index) -> None:
    """bm25 ≥ 0 where words found it, None elsewhere; no cosine without a question vector."""
    load(index, "zebra", "lion")
    by_text = {hit.chunk.text: hit for hit in hits(index, "zebra", vector=vector(0, 1))}
    assert by_text["zebra"].bm25 is not None
    assert by_text["zebra"].bm25 >= 0
    assert by_text["lion"].bm25 is None
    assert all(hit.cosine is None for hit in hits(index, "zebra"))


def test_a_word_in_every_chunk_is_still_found(index: Index) -> None:
    """A common term has little weight, never a negative one."""
    load(index, *(f"zebra number{n}" for n in range(8)))
    answer = hits(index, "zebra")
    assert len(answer) == 8
    assert all(hit.bm25 is not None and hit.bm25 >= 0 for hit in answer)


@pytest.mark.parametrize("method", METHODS)
def test_each_method_orders_by_its_own_rule(index: Index, method: str) -> None:
    """Words alone, vectors alone, or both."""
    load(index, "zebra zebra", "zebra lion", "giraffe")
    first = {"convex": "zebra zebra", "bm25": "zebra zebra", "dense": "giraffe", "rrf": "zebra zebra"}
    # Second in both lists is better than first in one for ranks, not for scores.
    asked = vector(0.5, 0.1, 0.9)
    assert found(index, "zebra", vector=asked, method=method)[0] == first[method]
    assert set(found(index, "zebra", vector=asked, method="bm25")) == {"zebra zebra", "zebra lion"}


def test_alpha_moves_between_the_branches(index: Index) -> None:
    """0 is words, 1 is cosine."""
    load(index, "zebra", "lion")
    assert found(index, "zebra", vector=vector(0, 1), alpha=0.0)[0] == "zebra"
    assert found(index, "zebra", vector=vector(0, 1), alpha=1.0)[0] == "lion"


def test_the_order_is_stable(index: Index) -> None:
    """The same question has the same answer."""
    index.publish([publication(document(f"{n}.md"), ["zebra"], vector(1)[np.newaxis]) for n in range(20)])
    orders = {tuple(hit.document.uri for hit in hits(index, "zebra", vector=vector(1))) for _ in range(5)}
    assert len(orders) == 1


def test_k_is_the_most_that_is_answered(index: Index) -> None:
    """Fewer where there are fewer; a k beyond the index is no error."""
    load(index, *(f"zebra number{n}" for n in range(8)))
    for k in (1, 3, 8):
        assert len(hits(index, "zebra", k=k, vector=vector(1))) == k
    assert len(hits(index, "zebra", k=100, vector=vector(1))) == 8


def test_a_small_tenant_is_found_among_a_large_one(index: Index) -> None:
    """The scope is inside both branches: 300 better chunks of somebody else do not crowd it out."""
    crowd = publication(
        document("crowd.md", org_id="org-b", source_id="source-b"),
        ["zebra zebra zebra"] * 300,
        np.tile(vector(1), (300, 1)),
    )
    neighbour = publication(
        document("near.md", source_id="source-n"), ["zebra zebra zebra"] * 300, np.tile(vector(1), (300, 1))
    )
    mine = publication(document(), ["a zebra, once, in a longer text about lions"], vector(-1, 0.2)[np.newaxis])
    index.publish([crowd, neighbour, mine])
    for asked in (None, vector(1)):
        assert [hit.document.uri for hit in hits(index, "zebra", vector=asked)] == ["a.md"]


def test_no_tenant_and_no_source_sees_anothers(index: Index) -> None:
    """A canary per organisation and source comes up for its own scope only, by any method."""
    places = [("org-a", "s1"), ("org-a", "s2"), ("org-b", "s3"), ("org-b", "s4")]
    index.publish(
        [
            publication(document(f"{org}-{source}.md", org_id=org, source_id=source), ["canary"], vector(1)[np.newaxis])
            for org, source in places
        ]
    )
    for org, source in places:
        scope = Scope(org, frozenset({source}))
        for method in METHODS:
            answer = hits(index, "canary", scope=scope, vector=vector(1), method=method)
            assert [hit.document.uri for hit in answer] == [f"{org}-{source}.md"]
        assert index.term_counts(scope, ["canary"]) == (1, {"canary": 1})
    for foreign in (
        Scope("org-a", frozenset({"s3", "s4"})),
        Scope("org-b", frozenset({"s1"})),
        Scope("x", frozenset("y")),
    ):
        assert hits(index, "canary", scope=foreign, vector=vector(1)) == ()
        assert index.term_counts(foreign, ["canary"]) == (0, {"canary": 0})


def test_the_same_source_name_in_two_organisations(index: Index) -> None:
    """A source belongs to its organisation."""
    index.publish([publication(document("a.md", org_id=org, source_id="shared"), [f"canary {org}"]) for org in "pq"])
    for org in "pq":
        assert found(index, "canary", scope=Scope(org, frozenset({"shared"})), vector=seeded(1)) == [f"canary {org}"]


def test_several_sources_are_searched_together(index: Index) -> None:
    """All of the scope, nothing else."""
    index.publish([publication(document("a.md", source_id=source), ["canary"]) for source in ("s1", "s2", "s3")])
    scope = Scope(ORG, frozenset({"s1", "s3", "unknown"}))
    answer = hits(index, "canary", scope=scope, vector=seeded(1))
    assert {hit.document.source_id for hit in answer} == {"s1", "s3"}


def test_an_empty_scope_does_not_call_the_store(unreachable_index: Index) -> None:
    """A store that is not there answers it; any other scope learns that it is not there."""
    assert unreachable_index.search(Scope(ORG, frozenset()), "zebra", seeded(1), k=5, fusion=Fusion()) == Result(())
    with pytest.raises(IndexUnavailable):
        unreachable_index.search(SCOPE, "zebra", seeded(1), k=5, fusion=Fusion())


@pytest.mark.parametrize(
    "text",
    [
        'zebra" OR "lion',
        "zebra AND nothing",
        "NOT zebra",
        "zebra NEAR lion",
        "body:zebra",
        f"org_id:org-b {SOURCE} zebra",
        "scope : (s1 OR s2) zebra",
        "zebra*",
        "^zebra",
        "(zebra",
        "zebra \\",
        "{zebra} [x TO y] ~ ! && || / : - +",
        "zebra\x00lion",
        "\ud800 zebra \udfff",
        "zebra " + "lion " * 1500,
        " ".join(f"w{n}" for n in range(1400)) + " zebra",
        "zebra '; DROP TABLE documents; --",
        "🦓 zebra",
        "ZEBRA",
    ],
)
def test_text_is_data_never_query_syntax(index: Index, text: str) -> None:
    """Operators, quotes, NUL, surrogates and 8,000 characters ask for their words, and see no more than the scope."""
    load(index, "zebra here", "garden")
    index.publish([publication(document("x.md", org_id="org-b", source_id="source-b"), ["zebra lion nothing secret"])])
    for asked in (None, vector(0, 1)):
        answer = hits(index, text[:8000], vector=asked)
        assert {hit.document.org_id for hit in answer} <= {ORG}
        if not text.startswith("w0"):
            assert "zebra here" in [hit.chunk.text for hit in answer]
    words_only = [hit.chunk.text for hit in hits(index, text[:8000])]
    assert "garden" not in words_only


@pytest.mark.parametrize("text", ["", "   ", "???", "\x00", "\ud800", '"', "*"])
def test_a_question_without_words_still_has_a_vector(index: Index, text: str) -> None:
    """Nothing by words, everything by cosine."""
    load(index, "zebra", "lion")
    assert hits(index, text) == ()
    assert found(index, text, vector=vector(1))[0] == "zebra"


def test_term_counts_are_stemmed_and_scoped(index: Index) -> None:
    """Chunks in scope, and in how many each term occurs, in text, title or heading; unknown ones 0."""
    load(index, "installing printers", "a printer", "gardens")
    index.publish([publication(document("b.md", source_id="source-b"), ["printer printer"])])
    total, counts = index.term_counts(SCOPE, ["printer", "installed", "zebra", "", '"'])
    assert total == 3
    assert counts == {"printer": 2, "installed": 1, "zebra": 0, "": 0, '"': 0}
    assert index.term_counts(Scope(ORG, frozenset()), ["printer"]) == (0, {"printer": 0})
    assert index.term_counts(SCOPE, []) == (3, {})


def test_one_thousand_dead_chunks_that_score_better_hide_nothing(index: Index) -> None:
    """Deleted or replaced, they are out of the way of the live ones from the next search on."""
    dead = ["zebra zebra zebra"] * 500
    close = np.tile(vector(1), (500, 1))
    deleted, replaced = document("deleted.md"), document("replaced.md")
    index.publish([publication(deleted, dead, close), publication(replaced, dead, close)])
    far = vector(0.1, 1)[np.newaxis]
    index.publish(
        [publication(document(f"{n}.md"), [f"one zebra in text {n} about other things"], far) for n in range(5)]
    )
    row = index.get(ORG, [replaced.document_id])[replaced.document_id]
    assert not index.publish([publication(row, ["quite other lions"], far, version="v2")])
    index.retire(ORG, [deleted.document_id], tombstone=True)
    for asked in (None, vector(1)):
        uris = {hit.document.uri for hit in hits(index, "zebra", k=5, vector=asked)}
        assert uris <= {f"{n}.md" for n in range(5)} | {"replaced.md"}
        assert len(uris) == 5


@pytest.mark.parametrize("method", METHODS)
def test_a_question_to_chosen_documents_finds_nothing_else(index: Index, method: str) -> None:
    """Only their chunks, also those that many better ones of other documents stand before."""
    wanted = document("wanted.md")
    better = [publication(document(f"{n}.md"), ["zebra zebra zebra"], vector(1)[np.newaxis]) for n in range(120)]
    index.publish([publication(wanted, ["a zebra among lions"], vector(0.5, 0.8)[np.newaxis]), *better])
    scope = replace(SCOPE, documents=frozenset({wanted.document_id}))
    assert found(index, "zebra", scope=scope, vector=vector(1), method=method) == ["a zebra among lions"]
    assert found(index, "zebra", scope=scope) == ["a zebra among lions"]
    assert found(index, "zebra", scope=replace(SCOPE, documents=frozenset()), vector=vector(1)) == []


@pytest.mark.parametrize("asked", [None, vector(1)])
def test_naming_a_document_opens_no_door(index: Index, asked: object) -> None:
    """Another organisation's, another source's and a deleted one: named or not, nothing of them is found."""
    foreign = document("foreign.md", org_id="org-b", source_id="source-b")
    beside, gone = document("beside.md", source_id="source-c"), document("gone.md")
    index.publish([publication(row, ["zebra"], vector(1)[np.newaxis]) for row in (foreign, beside, gone)])
    index.retire(ORG, [gone.document_id], tombstone=True)
    named = frozenset({foreign.document_id, beside.document_id, gone.document_id})
    assert found(index, "zebra", scope=replace(SCOPE, documents=named), vector=asked) == []
    stolen = Scope(ORG, frozenset({SOURCE, "source-b"}), named)
    assert found(index, "zebra", scope=stolen, vector=asked) == []


def spoken(index: Index) -> None:
    """The same words in two languages and in one that nobody knows; only the English one is near to the first axis."""
    items = []
    for uri, language, near in (("de.md", "de", 0.99), ("en.md", "en", 0.5), ("none.md", "", 0.1)):
        made = publication(document(uri, title="T", language=language), ["mill pond"], vector(near, 1 - near)[None])
        items.append(replace(made, chunks=[replace(one, language=language) for one in made.chunks]))
    assert not index.publish(items)


@pytest.mark.parametrize("asked", [None, vector(1)], ids=["words", "vector"])
def test_a_search_is_narrowed_to_languages(index: Index, asked: Vector | None) -> None:
    """In either branch; the empty one is of what nobody knows; with documents, to what is both."""
    spoken(index)
    for wanted, uris in (({"de"}, {"de.md"}), ({"", "en"}, {"none.md", "en.md"}), ({"fr"}, set()), (set(), set())):
        scope = replace(SCOPE, languages=frozenset(wanted))
        assert {hit.document.uri for hit in hits(index, "mill pond", scope=scope, vector=asked)} == uris
    (german,) = hits(index, "mill pond", scope=replace(SCOPE, languages=frozenset({"de"})))
    both = replace(SCOPE, languages=frozenset({"en"}), documents=frozenset({german.document.document_id}))
    assert hits(index, "mill pond", scope=both, vector=asked) == ()


def test_what_the_embedder_does_not_know_is_ranked_by_words(index: Index) -> None:
    """Its cosine counts for nothing, its words for all; where every language is known it is as near as it is."""
    spoken(index)

    def scores(languages: frozenset[str] | None) -> dict[str, float]:
        found = hits(index, "mill pond", vector=vector(1), alpha=0.4, languages=languages)
        return {hit.document.uri: hit.fused for hit in found}

    told, whole = scores(frozenset({"en"})), scores(None)
    assert told["de.md"] == pytest.approx(1.0, abs=1e-3)
    assert told["en.md"] == pytest.approx(1.0, abs=1e-3)
    assert whole["en.md"] < 0.95
    assert whole["none.md"] < told["none.md"] + 0.01
