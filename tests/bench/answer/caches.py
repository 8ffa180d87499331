"""What is kept against making it anew: searches, questions' vectors, chatbots' settings."""

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from statistics import median
from typing import cast

import orjson
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from pipelines.answer.retriever import DEPTH
from pipelines.caching.link import RedisLink
from pipelines.caching.shelf import Shelf
from pipelines.embedding.kept import QUESTIONS, KeptQuestions
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.index.kept import SEARCHES, keep_searches
from pipelines.index.protocol import Index, Store
from pipelines.index.sqlite import SQLiteIndex
from pipelines.types import Fusion
from tests.bench.index import corpus
from tests.bench.index.measures import seconds
from tests.bench.index.opensearch import new_index
from tests.servers.prefect import free_port
from tests.servers.redis import RedisServer
from webapp.auth import models  # noqa: F401 - tables that chatbots point at
from webapp.auth.principal import Principal
from webapp.chatbots.access import get_chatbot
from webapp.chatbots.models import Chatbot
from webapp.sql.database import Base

MOST, SECRET = 200_000_000, b"of a bench"
# A small collection and one of 5,000 passages.
SIZES = (4, corpus.DOCUMENTS)

Timed = Callable[[], object]


def run(opensearch_url: str | None, count: int) -> None:
    """Print milliseconds a search, and as what part of one that is not kept."""
    with tempfile.TemporaryDirectory(prefix="refdesk-bench-") as folder, _redis(Path(folder)) as link:
        for size in SIZES:
            with closing(SQLiteIndex(Path(folder) / f"{size}.sqlite")) as index:
                index.ensure(corpus.SPEC)
                _searches(index, link, f"sqlite, {size * corpus.CHUNKS} passages", documents=size, count=count)
            if opensearch_url:
                with new_index(opensearch_url, corpus.SPEC) as server:
                    store = f"opensearch, {size * corpus.CHUNKS} passages"
                    _searches(server, link, store, documents=size, count=count)
        _embedded(link, count)
        _chatbots(Path(folder), link, count)


@contextmanager
def _redis(folder: Path) -> Iterator[RedisLink]:
    server = RedisServer(free_port(), folder)
    server.start()
    try:
        with closing(RedisLink(server.url)) as link:
            yield link
    finally:
        server.kill()


def _searches(index: Index, link: RedisLink, store: str, *, documents: int, count: int) -> None:
    index.publish(corpus.publications()[:documents])
    index.settle()
    bare = cast(Store, index)
    ways = {
        "none": bare,
        "made": keep_searches(bare, Shelf(SEARCHES, SECRET, most=1)),
        "near": keep_searches(bare, Shelf(SEARCHES, SECRET, most=MOST)),
        "made_far": keep_searches(bare, Shelf(SEARCHES, b"another", most=1, link=link)),
        "far": keep_searches(bare, Shelf(SEARCHES, SECRET, most=1, link=link)),
    }
    asked = corpus.questions(count)
    for name in ("none", "near", "far"):
        for one in asked:
            _asking(ways[name], one)()
    _figures("kept_search", store, [{name: _asking(way, one) for name, way in ways.items()} for one in asked])


def _asking(index: Index, one: corpus.Question) -> Timed:
    def ask() -> None:
        assert index.search(corpus.SCOPE, one.text, one.vector, k=DEPTH, fusion=Fusion()).hits

    return ask


def _embedded(link: RedisLink, count: int) -> None:
    static = WordLlamaEmbedder()
    near, far = (
        KeptQuestions(static, Shelf(QUESTIONS, SECRET, most=most, link=one)) for most, one in ((MOST, None), (1, link))
    )
    asked = [one.text for one in corpus.questions(count)]
    for text in asked:
        near.embed_question(text)
        far.embed_question(text)
    ways = {"none": static.embed_question, "near": near.embed_question, "far": far.embed_question}
    work = [{name: (lambda way=way, text=text: way(text)) for name, way in ways.items()} for text in asked]
    _figures("kept_question", "static embedder", work)


def _chatbots(folder: Path, link: RedisLink, count: int) -> None:
    """A row by its primary key in a session that is open anyway, against Redis and reading what came."""
    engine = create_engine(f"sqlite:///{folder / 'chatbots.sqlite'}")
    Base.metadata.create_all(engine)
    principal = Principal("p" * 36, "o" * 36, "owner", "team")  # type: ignore[arg-type]
    with ExitStack() as stack:
        session = stack.enter_context(Session(engine))
        bots = [Chatbot(org_id="o" * 36, name=f"{number}", instructions="x" * 500) for number in range(count)]
        session.add_all(bots)
        session.commit()
        ids = [bot.id for bot in bots]
        for bot in bots:
            plain = {one.name: getattr(bot, one.name) for one in Chatbot.__table__.columns}
            link.client.set(bot.id, orjson.dumps(plain))
        session.expunge_all()

        def read(one: str) -> Timed:
            return lambda: get_chatbot(session, principal, one)

        def far(one: str) -> Timed:
            return lambda: Chatbot(**orjson.loads(cast(bytes, link.ask(lambda redis: redis.get(one)))))

        _figures("chatbot_settings", "sqlite", [{"none": read(one), "far": far(one)} for one in ids])


def _figures(figure: str, store: str, work: Sequence[dict[str, Timed]]) -> None:
    """Milliseconds, median of what was done in turn, and as a part of what is not kept."""
    took: dict[str, list[float]] = {name: [] for name in work[0]}
    for number, ways in enumerate(work):
        for name in ways if number % 2 else reversed(ways):
            took[name].append(seconds(ways[name]))
    none = median(took["none"])
    for name, values in took.items():
        line = {"figure": figure, "store": store, "kept": name, "value": round(1000 * median(values), 4), "unit": "ms"}
        print(json.dumps({**line, "ratio": round(median(values) / none, 3)}), flush=True)
