"""What a file holds stays words: in answers, places, summaries, suggested questions, exports, terminals and logs."""

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import structlog
import yaml
from haystack.components.generators.chat.openai import _convert_chat_completion_to_chat_message
from markdown_it import MarkdownIt
from openai.types.chat import ChatCompletion, ChatCompletionMessage, ChatCompletionMessageFunctionToolCall
from openai.types.chat.chat_completion import Choice
from openai.types.chat.chat_completion_message_function_tool_call import Function
from rich.console import Console

from deployments.client.layout import citations, hits, unbacked
from deployments.client.terminal import literal
from pipelines.answer.answerer import Answerer
from pipelines.answer.overviewer import Overviewer
from pipelines.answer.retriever import passage_of
from pipelines.assembly.installation import Installation
from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.ingest.members import _cleaned
from pipelines.logs import json_handler
from pipelines.types import Fusion, Scope
from tests.unit.pipelines.answering_desk import ORG, SOURCE, Desk, question
from webapp.conversations.authorship import MODEL_WRITTEN
from webapp.conversations.exporting import markdown, page

PAYLOADS = (
    "<img src=x onerror=alert(1)>", "<script>alert(2)</script>", "![x](http://evil.example/p.png)",
    "[click](javascript:alert(4))", "<http://evil.example/>", "www.evil.example/x", "\u202eevil\u202c",
    "\x1b]8;;http://evil.example\x07red\x1b[0m", "\x9b2J", "&lt;img src=x&gt;", "[ref]: http://evil.example/r",
    "`<b>`", "\u2066evil\u2069", "=HYPERLINK(\"http://evil.example\")", "| a | b |",
    "<a href='javascript:alert(5)'>y</a>",
)  # fmt: skip
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
HARMLESS = {
    *("p", "h1", "h2", "h3", "h4", "blockquote", "ol", "ul", "li", "strong", "em", "code", "pre", "br", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ADDRESS = re.compile(r"(?<!\\):(?=//)|www(?=\.)", re.IGNORECASE)
QUESTIONS = (
    "How is the harbour crane greased in spring?", "What does Lathe3 cost?", "How many tools are there?",
    "Which documents do you have?", "When does gate 4 open?", "Summarise gate.html", "What is new?",
    *(f"What is crane {number} greased with?" for number in range(0, len(PAYLOADS), 3)),
)  # fmt: skip


def _marked(text: str) -> str:
    return text.replace("<", "&lt;")


def _files() -> dict[str, bytes]:
    """Headings, sentences, a title, cells and the name of a column, each with each."""
    cranes = [
        f"# Crane {one}\n\nThe harbour crane {n} is greased in spring with {one} and checked by two people."
        for n, one in enumerate(PAYLOADS)
    ]
    quoted = [one.replace('"', '""') for one in PAYLOADS]
    tools = [f'"Lathe{n} {one}","{n + 10}","{one}"' for n, one in enumerate(quoted)]
    gates = [
        f"<h2>Gate {n} {_marked(one)}</h2><p>The gate {n} opens at {n + 5} with {_marked(one)} in the yard."
        for n, one in enumerate(PAYLOADS)
    ]
    return {
        "crane.md": "\n\n".join(cranes).encode(),
        "tools.csv": "\n".join(['Tool,Price,"Note <img src=x>"', *tools]).encode(),
        "gate.html": f"<title>Gate {_marked(' '.join(PAYLOADS[:8]))}</title>{''.join(gates)}".encode(),
    }


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = Desk(Path(tmp_path_factory.mktemp("desk")))
    made.publish({name: convert(Source(data, name)).text for name, data in _files().items()})
    yield made
    made.index.close()


def still(text: str) -> None:
    """As Markdown with everything switched on it makes no element that acts and no address that is followed."""
    elements = set(re.findall(r"<(?!/)(\w+)", MarkdownIt("commonmark", {"html": True}).render(text)))
    assert elements <= HARMLESS, (elements - HARMLESS, text)
    assert not ADDRESS.search(text), text
    assert not CONTROL.search(text), text


def terminal(*shown: object) -> str:
    console = Console(width=200, file=io.StringIO(), highlight=False, markup=False, emoji=False)
    for one in shown:
        console.print(one)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("asked", QUESTIONS)
def test_answers_exports_and_terminals(answerer: Answerer, asked: str) -> None:
    """The answer itself, what it names, and the same as a file and on a terminal."""
    answer = answerer.answer(question(asked))
    still(answer.content)
    assert not TURNS.search(answer.content)
    rows = [
        {
            "n": one.n, "title": one.title, "uri": one.uri, "page": one.page, "quote": one.quote, "document_id": "1",
            "place": {"label": one.place.label} if one.place else None,
        }
        for one in answer.citations
    ]  # fmt: skip
    for row in rows:
        assert not TURNS.search(str(row["title"]) + str(row["place"]))
    hostile = "\u202eTitle <img src=x>\n# [x](javascript:y) \x1b[2J"
    talk = SimpleNamespace(title=hostile, created_at=datetime.now(UTC))
    said = SimpleNamespace(role="user", content=asked, documents=[{"title": hostile}], set_aside_at=None)
    claim = {"start": 0, "end": len(answer.content), "verdict": "unsupported"}
    claims = [{**claim, "contrast": {"said": hostile, "passage": hostile}}]
    judged = {"claims": claims, "coverage": {"backed": 0, "total": 1}, "model": hostile, "set_aside_at": None}
    judged["generated"] = {"by": "model", "provider": hostile, "model": hostile, "source_type": MODEL_WRITTEN}
    judged |= {"mode": "llm", "withheld": {}, "degraded": []}
    made = SimpleNamespace(role="assistant", content=answer.content, citations=rows, documents=None, **judged)
    file = markdown(talk, [said, made])  # type: ignore[arg-type]
    elements = set(re.findall(r"<(?!/)(\w+)", MarkdownIt("commonmark", {"html": True}).render(file)))
    assert elements <= HARMLESS
    front, _, told = file.partition("\n---\n\n")
    assert yaml.safe_load(front)["models"] == [hostile]
    assert told.startswith("# Title ")
    assert set(re.findall(r"<(?!/|!)(\w+)", page(talk, [said, made]))) <= HARMLESS | {  # type: ignore[arg-type]
        *("html", "head", "meta", "title", "style", "body", "time", "sup", "a", "footer", "section"),
    }
    shown = terminal(literal(answer.content), citations({"citations": rows, "answered": True, "nearest": []}))
    shown += terminal(unbacked({"content": answer.content} | judged))
    assert not CONTROL.search(shown)
    assert not TURNS.search(shown)


def test_hits_on_a_terminal(desk: Desk) -> None:
    """Titles, headings and texts as they are found, without what steers a terminal."""
    found = desk.index.search(Scope(ORG, frozenset({SOURCE})), "crane gate lathe evil", None, k=60, fusion=Fusion())
    passages = [passage_of(hit) for hit in found.hits]
    assert len(passages) > 10
    assert not any(TURNS.search(f"{one.title} {' '.join(one.heading)}") for one in passages)
    items = [
        {"title": one.title, "uri": one.uri, "document_id": "1", "page": None, "heading": one.heading, "score": 1.0}
        | {"text": one.text}
        for one in passages
    ]
    shown = terminal(hits(items))
    assert not CONTROL.search(shown)
    assert not TURNS.search(shown)


def test_summaries_outlines_and_suggested_questions(desk: Desk, answerer: Answerer) -> None:
    """Of every document; a question that is suggested is one line."""
    made = Overviewer(Installation(desk.settings, index=desk.index, storage=desk.storage), answerer.answer)
    for row in desk.index.list(question("x").scope).items:
        overview = made.overview(row, question(""))
        named = [*(entry.title for entry in overview.outline), *overview.questions]
        assert overview.summary
        assert named
        for one in (*named, *(statement.text for statement in overview.summary)):
            assert not CONTROL.search(one)
            assert not TURNS.search(one)
            assert "\n" not in one


def test_names_within_archives() -> None:
    """No way out, no control, no turn, no second line; the bytes are there under what is left."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, one in enumerate(PAYLOADS):
            archive.writestr(f"../{one}\n{number}.md", f"# {number}")
    members = convert(Source(packed.getvalue(), "a.zip")).members or ()
    names = [_cleaned(one.name) for one in members]
    assert len(set(names)) == len(PAYLOADS)
    for name in names:
        assert name.isprintable()
        assert not TURNS.search(name)
        assert ".." not in name.split("/")


def test_logs_are_one_line_of_letters_each() -> None:
    """Names that reach a log end no line and steer no terminal."""
    stream = io.StringIO()
    before, root = structlog.get_config(), logging.getLogger("injections")
    try:
        handler = json_handler(stream)
        root.addHandler(handler)
        structlog.stdlib.get_logger("injections").warning("read", uri="\n".join(PAYLOADS))
        root.error("of a library %s", "\r\n".join(PAYLOADS))
    finally:
        structlog.configure(**before)
        root.handlers.clear()
    lines = stream.getvalue().splitlines()
    assert len(lines) == 2
    assert all(line.isascii() and line.isprintable() for line in lines)


def test_what_a_model_wrote_does_not_reach_the_logs() -> None:
    """Haystack warns with a broken call's arguments, which a model may have copied from a document."""
    stream = io.StringIO()
    before, library = structlog.get_config(), logging.getLogger(_convert_chat_completion_to_chat_message.__module__)
    function = Function(name="look", arguments='{"secret": the word')
    call = ChatCompletionMessageFunctionToolCall(id="1", function=function, type="function")
    message = ChatCompletionMessage(role="assistant", tool_calls=[call])
    choice = Choice(finish_reason="tool_calls", index=0, message=message)
    completion = ChatCompletion(id="x", choices=[choice], created=0, model="m", object="chat.completion")
    try:
        library.addHandler(json_handler(stream))
        _convert_chat_completion_to_chat_message(completion, choice)
    finally:
        structlog.configure(**before)
        library.handlers.clear()
    assert stream.getvalue() == ""
