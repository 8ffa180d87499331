"""Hybrid search in one read transaction: words and phrases by FTS5, cosine by sqlite-vec, fused."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.index.compounds import HALF_WEIGHT, JOINED_WEIGHT
from pipelines.index.fusion import PHRASE_WEIGHT, Branches, fuse
from pipelines.index.question import UNKNOWN, Question, held, parse
from pipelines.index.result import Result
from pipelines.index.sqlite import chunks, rows
from pipelines.index.sqlite.schema import Physical, run
from pipelines.index.vectors import checked
from pipelines.text.revisions import analyzer_of, is_known
from pipelines.types import Degradation, Fusion, Hit, Scope, Vector

DEPTH = 100
MOST_NEIGHBOURS = 4096  # of sqlite-vec
MOST_COMPOUNDS = 1_000

# Title and heading path count twice, the scope's token nothing. What holds a phrase holds its words, so the join
# gives every chunk its whole score, at any depth.
_WORDS = """
WITH phrases AS MATERIALIZED (
  SELECT rowid AS id, -bm25(@terms, 2.0, 1.0, 0.0) AS score FROM @terms WHERE @terms MATCH :phrases
)
SELECT rowid, -bm25(@terms, 2.0, 1.0, 0.0)
  + :weight * coalesce((SELECT score FROM phrases WHERE phrases.id = @terms.rowid), 0.0) AS score
FROM @terms WHERE @terms MATCH :words ORDER BY score DESC, rowid LIMIT :depth
"""
# The same with what compounds give: they find a chunk by themselves.
_WITH_COMPOUNDS = """
WITH phrases AS MATERIALIZED (
  SELECT rowid AS id, -bm25(@terms, 2.0, 1.0, 0.0) AS score FROM @terms WHERE @terms MATCH :phrases
), found AS (
  SELECT rowid, -bm25(@terms, 2.0, 1.0, 0.0)
    + :weight * coalesce((SELECT score FROM phrases WHERE phrases.id = @terms.rowid), 0.0) AS score
  FROM @terms WHERE @terms MATCH :words
  UNION ALL SELECT value ->> 0, value ->> 1 FROM json_each(:compounds)
)
SELECT rowid, sum(score) AS score FROM found WHERE 1 = 1 GROUP BY rowid ORDER BY score DESC, rowid LIMIT :depth
"""
_ANY = "SELECT 1 FROM @terms WHERE @terms MATCH ? LIMIT 1"
_SCORED = """
SELECT rowid, -bm25(@terms, 2.0, 1.0, 0.0) AS score FROM @terms WHERE @terms MATCH ? ORDER BY score DESC LIMIT ?
"""
_NEIGHBOURS = (
    "SELECT id, distance FROM @vectors WHERE embedding MATCH ? AND k = ? AND org = ? "
    "AND source IN (SELECT value FROM json_each(?))"
)
_WORDS_AMONG = " AND rowid IN (SELECT value FROM json_each(:among))"
_AMONG = " AND id IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its text, its vector (``[dimensions]`` or None) and what is wanted of it."""

    text: str
    vector: Vector | None
    k: int
    fusion: Fusion


def search(physical: Physical, scope: Scope, asked: Asked) -> Result:
    """The best k chunks in scope. Raises ``IndexMismatch`` for a vector that does not fit."""
    sources = rows.sources(physical.db, scope)
    vector = _checked(physical, asked.vector)
    if sources is None:
        return _nothing(physical)
    depth = min(max(DEPTH, 3 * asked.k), MOST_NEIGHBOURS)
    among = chunks.numbers_of(physical, sources, scope)
    if among == []:
        return _nothing(physical)
    branches = Branches(_words(physical, sources, text=asked.text, depth=depth, among=among))
    fusion, lo = Fusion("bm25"), 0.0
    if vector is not None:
        fusion, lo = asked.fusion, _floor(physical, sources.org, vector)
        near = _near(physical, sources, vector=vector, depth=depth, among=among)
        others = _cosines(physical, branches.words.keys() - near.keys(), vector)
        cosine = {**near, **others}
        by_words = _by_words(physical, cosine, fusion.languages)
        branches = Branches(branches.words, cosine, frozenset(near), by_words)
    ranked = fuse(branches, fusion, alpha=physical.spec.alpha, lo=lo)[: asked.k]
    loaded = chunks.by_number(physical, (number for number, _ in ranked))
    vectors = chunks.vectors_of(physical, (number for number, _ in ranked)) if vector is not None else {}
    return Result(
        tuple(
            Hit(*loaded[number], score, branches.words.get(number), branches.cosine.get(number))
            for number, score in ranked
        ),
        degraded(physical),
        physical.spec,
        np.stack(list(vectors.values())) if vectors else None,
        lo,
    )


def _nothing(physical: Physical) -> Result:
    return Result((), degraded(physical), physical.spec)


def degraded(physical: Physical) -> tuple[Degradation, ...]:
    """Whether words are missing, because an analyzer made them that is not known any more."""
    return () if is_known(physical.spec.analyzer) else ("index",)


def match(sources: rows.Sources, terms: Iterable[str]) -> str:
    """An FTS5 query: any of the terms (or phrases: terms parted by a space) in one of the sources.

    Terms are the analyzer's; without any, everything in the sources.
    """
    return scoped(sources, " OR ".join(f'"{term}"' for term in terms))


def scoped(sources: rows.Sources, wanted: str) -> str:
    """An FTS5 query of terms within one of the sources."""
    scope = " OR ".join(f'"{chunks.scope_token(number)}"' for number in sources.numbers)
    return f"scope : ({scope})" + (f" AND {{heading body}} : ({wanted})" if wanted else "")


def term_counts(physical: Physical, scope: Scope, terms: Sequence[str]) -> tuple[int, dict[str, int]]:
    """Chunks in scope, and those that hold each term."""
    sources = rows.sources(physical.db, scope)
    if sources is None:
        return 0, dict.fromkeys(terms, 0)
    total = run(
        physical.db,
        "SELECT coalesce(sum(chunk_count), 0) FROM documents WHERE source IN (SELECT value FROM json_each(?))",
        (rows.ids(sources.numbers),),
    )
    languages, analyzer = spoken(physical, sources), analyzer_of(physical.spec.analyzer)
    return total[0][0], {term: _holding(physical, sources, held(term, analyzer, languages)) for term in terms}


def _holding(physical: Physical, sources: rows.Sources, phrases: Sequence[str]) -> int:
    if not phrases:
        return 0
    found = physical.run("SELECT count(*) FROM @terms WHERE @terms MATCH ?", (match(sources, phrases),))
    return int(found[0][0])


def spoken(physical: Physical, sources: rows.Sources) -> tuple[str, ...]:
    """The languages of chunks of these sources."""
    statement = "SELECT DISTINCT language FROM @languages WHERE source IN (SELECT value FROM json_each(?))"
    return tuple(code for (code,) in physical.run(statement, (rows.ids(sources.numbers),))) or UNKNOWN


def _checked(physical: Physical, vector: Vector | None) -> Vector | None:
    if vector is None:
        return None
    plain = np.asarray(vector)
    return checked(plain.reshape(1, -1), count=1, dimensions=physical.spec.dimensions).reshape(-1)


def _words(
    physical: Physical, sources: rows.Sources, *, text: str, depth: int, among: Sequence[int] | None
) -> dict[int, float]:
    question = parse(text, analyzer_of(physical.spec.analyzer), spoken(physical, sources))
    if not question.words:
        return {}
    values: dict[str, str | int | float] = {
        "words": match(sources, question.terms),
        "phrases": match(sources, question.phrase_terms) if question.phrases else '""',
        "weight": PHRASE_WEIGHT,
        "depth": depth,
    }
    statement = _WORDS if among is None else _WORDS.replace(" ORDER BY", f"{_WORDS_AMONG} ORDER BY")
    if compounds := _compounds(physical, sources, question):
        statement = _WITH_COMPOUNDS if among is None else _WITH_COMPOUNDS.replace("1 = 1", f"1 = 1 {_WORDS_AMONG}")
        values["compounds"] = json.dumps(list(compounds.items()))
    if among is not None:
        values["among"] = rows.ids(among)
    return {number: max(0.0, score) for number, score in physical.run(statement, values)}


def _compounds(physical: Physical, sources: rows.Sources, question: Question) -> dict[int, float]:
    """What chunks get for words that are compounds of the question's or that its compounds are made of."""
    scores = defaultdict[int, float](float)
    joined, pairs = question.joined, [f'("{left}" AND "{right}")' for left, right in question.halves]
    # Nearly always no chunk has the halves: one look for all of them says so.
    held = pairs if pairs and physical.run(_ANY, (scoped(sources, " OR ".join(pairs)),)) else []
    wanted = [(match(sources, joined), JOINED_WEIGHT)] if joined else []
    for one, weight in [*wanted, *((scoped(sources, pair), HALF_WEIGHT) for pair in held)]:
        for number, score in physical.run(_SCORED, (one, MOST_COMPOUNDS)):
            scores[number] += weight * max(0.0, score)
    return dict(scores)


def _near(
    physical: Physical, sources: rows.Sources, *, vector: Vector, depth: int, among: Sequence[int] | None
) -> dict[int, float]:
    where = vector.tobytes(), depth, sources.org, rows.ids(sources.numbers)
    if among is None:
        found = physical.run(_NEIGHBOURS, where)
    else:
        found = physical.run(_NEIGHBOURS + _AMONG, (*where, rows.ids(among)))
    return {number: _bounded(1.0 - distance) for number, distance in found}


def _cosines(physical: Physical, numbers: Iterable[int], vector: Vector) -> dict[int, float]:
    vectors = chunks.vectors_of(physical, numbers)
    if not vectors:
        return {}
    matrix = np.stack(list(vectors.values()))
    cosines = matrix @ vector / (np.linalg.norm(matrix, axis=1) * np.linalg.norm(vector))
    return {number: _bounded(cosine) for number, cosine in zip(vectors, cosines.tolist(), strict=True)}


def _by_words(physical: Physical, numbers: Iterable[int], known: frozenset[str] | None) -> frozenset[int]:
    """Those in another language than the embedder knows; not those of which nobody knows the language.

    What is from before chunks had one is in its document's.
    """
    if known is None:
        return frozenset()
    found = physical.run(
        "SELECT c.id FROM @chunks c JOIN documents d ON d.id = c.doc WHERE c.id IN (SELECT value FROM json_each(?)) "
        "AND coalesce(nullif(c.language, ''), d.language, '') NOT IN (SELECT value FROM json_each(?))",
        (rows.ids(numbers), rows.ids(["", *known])),
    )
    return frozenset(number for (number,) in found)


def _floor(physical: Physical, org: int, vector: Vector) -> float:
    mean = chunks.mean(physical, org)
    return 0.0 if mean is None else float(mean @ (vector / np.linalg.norm(vector)))


def _bounded(cosine: float) -> float:
    return min(1.0, max(-1.0, cosine))
