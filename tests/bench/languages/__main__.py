"""``make bench-languages``: what people ask in their language, found, answered and rightly left; JSON lines.

``python -m tests.bench.languages [--folder FOLDER] [--store sqlite --store opensearch] [--language de …]``. Each
language is asked of its own documents, then of a chatbot that holds all of them; on both stores. OpenSearch is
``REFDESK_OPENSEARCH_URL``, where indexes get names of their own and are removed at the end, or a server for this run.
Of the held half only sums are printed. ``--show`` prints what was not right of the build half.
"""

import argparse
import contextlib
import json
import os
import tempfile
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from deployments.opensearch_local import opensearch
from pipelines.answer.answerer import Answerer
from pipelines.questions import Answer, Question
from pipelines.settings import PipelineSettings
from pipelines.types import Visibility
from tests.bench.answers.asking import SCOPE, SOURCE, ask, desk_over
from tests.bench.languages.grading import DEEPEST, Grade, figures, grade
from tests.bench.languages.questions import HALVES, HERE, Asked, Item, read
from tests.bench.quality.__main__ import remove

STORES = ("sqlite", "opensearch")
# nDCG@10 of one store may differ from the other's by so much.
APART = 0.003
Grades = dict[tuple[str, str], list[Grade]]


def main() -> None:
    """Ask everything, print the figures."""
    wanted = _arguments()
    languages = [asked for asked in read(wanted.folder) if not wanted.languages or asked.language in wanted.languages]
    means: dict[tuple[str, str], float] = {}
    for store in wanted.stores:
        with contextlib.ExitStack() as stack:
            url = _server(store, stack)
            for scope, together in _scopes(languages):
                started = time.monotonic()
                grades = _grades(together, url, wanted.show if store == wanted.stores[0] else "")
                for asked in languages:
                    _line({"store": store, "scope": scope, "language": asked.language}, grades, [asked.language])
                names = [asked.language for asked in languages]
                more = {"seconds": round(time.monotonic() - started, 1)}
                means[store, scope] = _line({"store": store, "scope": scope, "language": "all"} | more, grades, names)
    for scope, _ in _scopes(languages):
        found = [means[store, scope] for store in wanted.stores]
        if len(found) > 1:
            apart = round(max(found) - min(found), 4)
            print(json.dumps({"figure": "stores_apart", "scope": scope, "ndcg@10": apart, "goal": APART}), flush=True)


def _scopes(languages: list[Asked]) -> Iterator[tuple[str, list[list[Asked]]]]:
    yield "own", [[asked] for asked in languages]
    if len(languages) > 1:
        yield "mixed", [languages]


def _grades(together: list[list[Asked]], url: str | None, show: str) -> Grades:
    grades: Grades = defaultdict(list)
    for group in together:
        documents = {f"{asked.language}/{name}": path for asked in group for name, path in asked.documents.items()}
        with _desk(documents, url) as answerer:
            for asked in group:
                for item in asked.items:
                    answer = ask(answerer, {"question": item.question})
                    found = answerer.search(Question(item.question, SCOPE, {SOURCE: Visibility.CITABLE}, top_k=DEEPEST))
                    made = grade(item, found, answer)
                    grades[asked.language, item.half].append(made)
                    not_right = made.false or made.answerable != made.right
                    if show in (item.kind, "all") and item.half == "build" and not_right:
                        _show(f"{asked.language} of {len(group)}", item, answer=answer, made=made)
    return grades


def _show(where: str, item: Item, *, answer: Answer, made: Grade) -> None:
    reasons, words = (answer.trace.reasons, answer.trace.words) if answer.trace else ((), ())
    print(f"--- {where} {item.kind} [{'FALSE' if made.false else 'missed'}] rank {made.rank} p={answer.confidence:.2f}")
    print(f"    {item.question!r} {','.join(reasons)}  words {' '.join(words)}  gold {item.gold!r}")
    for one in answer.citations or answer.nearest[:1]:
        print(f"    {'shown' if made.shown else 'near'} {' '.join(one.quote.split())[:150]!r}")


def _line(names: dict[str, object], grades: Grades, languages: list[str]) -> float:
    """Print the figures of these languages; answers the mean nDCG@10 of both halves."""
    halves = {half: [one for name in languages for one in grades[name, half]] for half in HALVES}
    every = figures([one for half in halves.values() for one in half])
    print(
        json.dumps({"figure": "languages", **names, **every, **{h: figures(v) for h, v in halves.items()}}), flush=True
    )
    return every["ndcg@10"]


@contextlib.contextmanager
def _desk(documents: dict[str, Path], url: str | None) -> Iterator[Answerer]:
    with tempfile.TemporaryDirectory(prefix="refdesk-languages-") as folder, contextlib.ExitStack() as stack:
        settings = PipelineSettings(
            data_dir=Path(folder),
            opensearch_url=url,
            storage_url=f"file://{Path(folder) / 'blobs'}",
            index_prefix=f"languages-{uuid.uuid4().hex[:12]}",
            OPENAI_API_KEY=None,
            OPENAI_BASE_URL=None,
        )
        if url:
            stack.callback(remove, url, settings.index_prefix)
        yield stack.enter_context(desk_over(settings, documents))


def _server(store: str, stack: contextlib.ExitStack) -> str | None:
    if store != "opensearch":
        return None
    if named := PipelineSettings().opensearch_url:
        return named
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="refdesk-languages-"))
    return stack.enter_context(opensearch(Path(folder))).url


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.languages", description=__doc__)
    parser.add_argument("--folder", type=Path, default=os.environ.get("FOLDER") or HERE)
    parser.add_argument("--store", dest="stores", action="append", choices=STORES)
    parser.add_argument("--language", dest="languages", action="append")
    parser.add_argument("--show", default="", choices=["", "all", "plain", "form", "none"])
    wanted = parser.parse_args()
    wanted.folder, wanted.stores = Path(wanted.folder), wanted.stores or list(STORES)
    return wanted


if __name__ == "__main__":
    main()
