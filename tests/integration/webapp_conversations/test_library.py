"""Real answers over HTTP: questions to chosen documents, exports, explanations, replays and what to ask next."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.integration.webapp_conversations.library import Library, Reader, library

EVIL = (
    "Cellar\n\nThe cellar key hangs <b onclick=x>by</b> the door; see [the plan](http://evil.example/p) "
    "and <script>alert(1)</script> for it."
)
MILL = (
    "The mill\n\nFlour\n\nFlour is sold in bags of five kilograms at the mill's door.\n\nVisiting sheep\n\n"
    "Reserved\n\nThe sluice\n\nThe sluice of the mill is opened by the miller at six in the morning."
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The app; each test makes its own people."""
    with library(Path(tmp_path_factory.mktemp("library"))) as made:
        yield made


@pytest.fixture
def reader(shelf: Library) -> Reader:
    """Somebody with the library's three documents."""
    return shelf.reader()


def sources_of(message: dict[str, list[dict[str, str]]]) -> set[str]:
    """The documents that an answer cites or comes close to."""
    return {one["document_id"] for one in [*message["citations"], *message["nearest"]]}


def test_a_question_to_chosen_documents_is_answered_from_them(reader: Reader) -> None:
    """And is kept with them, so that it is made anew from the same."""
    talk, hours = reader.conversation(), reader.document("hours.md")
    free = reader.ask(talk, "How long are books lent?")
    assert reader.document("loans.md") in sources_of(free)
    bound = reader.ask(talk, "How long are books lent?", document_ids=[hours])
    assert sources_of(bound) <= {hours}
    question = reader.messages(talk)[2]
    assert question["documents"] == [{"document_id": hours, "title": "hours.md"}]
    again = reader.ok(reader.http.post(f"/api/v1/messages/{bound['id']}/regenerate/"), 201)["message"]
    assert sources_of(again) <= {hours}
    assert reader.messages(talk)[2]["documents"] == question["documents"]


def test_a_search_in_chosen_documents_finds_theirs_only(reader: Reader) -> None:
    """Of a stranger's document it says what it says of one that never was."""
    path, hours = f"/api/v1/chatbots/{reader.chatbot}/search/", reader.document("hours.md")
    body = {"query": "How long are books lent?"}
    found = {one["document_id"] for one in reader.ok(reader.http.post(path, json=body))["items"]}
    assert reader.document("loans.md") in found
    within = reader.ok(reader.http.post(path, json={**body, "document_ids": [hours]}))["items"]
    assert {one["document_id"] for one in within} == {hours}
    refused = reader.http.post(path, json={**body, "document_ids": [hours, "x"]})
    assert (refused.status_code, refused.json()["code"]) == (422, "unknown_document")


def test_a_question_is_narrowed_to_languages(reader: Reader) -> None:
    """By Haystack's filter, kept with it, so that it is made anew from the same; anything else is refused by name."""
    talk, path = reader.conversation(), f"/api/v1/chatbots/{reader.chatbot}/search/"
    german, english = ({"field": "language", "operator": "in", "value": [one]} for one in ("de", "en"))
    asked = "How long are books lent?"
    assert reader.document("loans.md") in sources_of(reader.ask(talk, asked, filters=english))
    none = reader.ask(talk, asked, filters=german)
    assert sources_of(none) == set()
    again = reader.ok(reader.http.post(f"/api/v1/messages/{none['id']}/regenerate/"), 201)["message"]
    assert sources_of(again) == set()
    assert reader.messages(talk)[2]["filters"] == german
    for change, code in (
        ({"field": "author"}, "unknown_filter"),
        ({"operator": "!="}, "unknown_filter"),
        ({"value": "en"}, "unknown_filter"),
        ({"operator": "=="}, "unknown_filter"),
        ({"value": ["xx"]}, "unknown_language"),
    ):
        refused = reader.http.post(path, json={"query": asked, "filters": {**german, **change}})
        assert (refused.status_code, refused.json()["code"]) == (422, code), change
    assert reader.ok(reader.http.post(path, json={"query": asked, "filters": german}))["items"] == []


def test_only_documents_that_may_be_quoted_can_be_chosen(shelf: Library, reader: Reader) -> None:
    """Unknown, another organisation's, another chatbot's, private and deleted ones are one answer."""
    stranger = shelf.reader()
    hidden = reader.another_source({"secret.md": "Secret\n\nThe safe opens with 4711."}, visibility="private")
    own = {"document_ids": [reader.document("hours.md")]}
    talk = reader.conversation()
    reader.http.delete(f"/api/v1/documents/{reader.document('printing.md')}/")
    other = reader.http.post("/api/v1/chatbots/", json={"name": "other"}).json()["id"]
    beside = reader.http.post(f"/api/v1/chatbots/{other}/conversations/", json={}).json()["id"]
    refused = [
        (talk, [stranger.document("hours.md")]),
        (talk, [type(reader).document(reader, "never.md")]),
        (talk, ["x"]),
        (talk, [reader.document("printing.md")]),
        (talk, [*own["document_ids"], stranger.document("loans.md")]),
        (beside, own["document_ids"]),
    ]
    reader.source = hidden
    refused.append((talk, [reader.document("secret.md")]))
    for where, ids in refused:
        path = f"/api/v1/conversations/{where}/messages/"
        answer = reader.http.post(path, json={"content": "what?", "document_ids": ids})
        assert (answer.status_code, answer.json()["code"]) == (422, "unknown_document"), ids
        assert reader.messages(where) == []


def test_a_conversation_is_downloaded(reader: Reader) -> None:
    """With its questions, answers and the quotes that they rest on; without what was set aside."""
    talk = reader.conversation()
    first = reader.ask(talk, "How long are books lent?")
    reader.http.post(f"/api/v1/messages/{first['id']}/regenerate/")
    path = f"/api/v1/conversations/{talk}/export/"
    answers = {form: reader.http.get(path, params={"format": form}) for form in ("md", "html", "json")}
    for form, answer in answers.items():
        assert answer.status_code == 200
        assert answer.headers["content-disposition"] == f"attachment; filename=how-long-are-books-lent.{form}"
        assert "sandbox" in answer.headers["content-security-policy"]
        assert "Books are lent for four weeks." in answer.text
    assert answers["md"].text.count("## How long are books lent?") == 1
    assert "[1] loans.md" in answers["md"].text
    assert "> Books are lent for four weeks." in answers["md"].text
    told = answers["json"].json()
    assert [row["role"] for row in told["messages"]] == ["user", "assistant"]
    assert told["messages"] == reader.messages(talk)
    assert reader.http.get(path, params={"format": "pdf"}).status_code == 422


def test_nothing_in_a_page_that_was_downloaded_is_live(shelf: Library) -> None:
    """HTML of questions and documents is text in it; its only links are to its own references."""
    reader = shelf.reader({"evil.md": EVIL})
    talk = reader.conversation()
    reader.ask(talk, "Where does the cellar key hang?")
    reader.ask(talk, "<img src=x onerror=alert(2)> [a](http://evil.example)")
    page = reader.http.get(f"/api/v1/conversations/{talk}/export/", params={"format": "html"}).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert set(re.findall(r"<(\w+)", page)) <= {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "time", "p", "sup", "a", "ol", "li"),
        *("blockquote", "footer", "code", "em", "strong", "ul", "section"),
    }
    assert re.findall(r"(?:href|src)=\"?([^\"> ]+)", re.sub(r"&lt;.*?&gt;", "", page)) == ["#m1-1"]
    text = reader.http.get(f"/api/v1/conversations/{talk}/export/", params={"format": "md"}).text
    assert not re.findall(r"<(?:a|img|script)\b", MarkdownIt("commonmark").render(text))
    assert "http://" not in text, "nor made a link where bare addresses are"


def test_an_answer_explains_itself(reader: Reader) -> None:
    """What was searched, what was found with ranks and fates, and the time of each step."""
    reader.another_source({"secret.md": "Secret\n\nBooks in the safe are lent for nine years."}, visibility="private")
    talk = reader.conversation()
    reader.ask(talk, "How long are books lent?")
    message = reader.ask(talk, "And what about films?")
    told = reader.ok(reader.http.get(f"/api/v1/messages/{message['id']}/explain/"))
    assert (told["recorded"], told["typed"]) == (True, "And what about films?")
    assert {"films", "books"} <= set(told["words"])
    assert told["searched"].startswith("And what about films?")
    ranks = [one["words_rank"] for one in told["passages"] if one["words_rank"]]
    assert sorted(ranks) == list(range(1, len(ranks) + 1))
    assert {one["fate"] for one in told["passages"]} <= {"cited", "nearest", "read", "rank"}
    best = told["passages"][0]
    assert best["text"] in reader.ok(reader.http.get(f"/api/v1/documents/{best['document_id']}/text/"))["text"]
    assert {"retriever", "confidence", "generator"} <= {step["name"] for step in told["steps"]}
    assert (told["unsearched_sources"], told["prompt"], told["mode"]) == (1, [], message["mode"])
    assert "secret" not in str(told).casefold()


def test_an_explanation_names_nothing_that_became_private(reader: Reader) -> None:
    """What may not be quoted any more is counted only; the text of what was purged is gone."""
    talk = reader.conversation()
    message = reader.ask(talk, "How long are books lent?")
    path = f"/api/v1/messages/{message['id']}/explain/"
    found = len(reader.ok(reader.http.get(path))["passages"])
    assert found > 0
    reader.ok(reader.http.patch(f"/api/v1/sources/{reader.source}/", json={"visibility": "private"}))
    told = reader.ok(reader.http.get(path))
    assert (told["passages"], told["given"], told["unnamed_passages"]) == ([], [], found)
    assert "loans.md" not in str(told)


def test_an_answer_is_asked_again_without_being_stored(reader: Reader) -> None:
    """The difference in citations, confidence and text, under the documents of today."""
    talk = reader.conversation()
    message = reader.ask(talk, "How long are books lent?")
    path = f"/api/v1/messages/{message['id']}/replay/"
    same = reader.ok(reader.http.post(path))
    assert (same["difference"]["same"], same["content"]) == (True, message["content"])
    assert {one["op"] for one in same["difference"]["text"]} == {"same"}
    reader.desk.publish({"loans.md": "Loans\n\nBooks are lent for six weeks. A loan can be renewed once."},
        source=reader.source, org=reader.org)  # fmt: skip
    other = reader.ok(reader.http.post(path))
    difference = other["difference"]
    assert "six weeks" in other["content"]
    assert (difference["same"], bool(difference["gone"]), bool(difference["new"])) == (False, True, True)
    pieces = difference["text"]
    assert "".join(one["text"] for one in pieces if one["op"] != "new") == message["content"]
    assert "".join(one["text"] for one in pieces if one["op"] != "gone") == other["content"]
    assert reader.messages(talk)[1]["content"] == message["content"]
    assert len(reader.messages(talk, set_aside="true")) == 2


def test_what_to_ask_next_is_answered_when_it_is_asked(reader: Reader) -> None:
    """Of what stands beside the quote; each gives its answer in this talk, and what was asked is not offered again."""
    talk = reader.conversation()
    path = f"/api/v1/messages/{reader.ask(talk, 'How long are books lent?')['id']}/followups/"
    offered = reader.ok(reader.http.get(path))
    assert "What should I know about reminders?" in offered["items"]
    assert len(offered["items"]) <= 3
    assert not offered["pending"]
    assert reader.ok(reader.http.get(path)) == offered
    for question in offered["items"]:
        answer = reader.ask(talk, question)
        assert answer["answered"], question
        assert answer["citations"][0]["title"] == "loans.md"
    assert not set(offered["items"]) & set(reader.ok(reader.http.get(path))["items"])
    reader.ok(reader.http.patch(f"/api/v1/sources/{reader.source}/", json={"visibility": "private"}))
    assert reader.ok(reader.http.get(path))["items"] == []


def test_what_is_not_answered_is_not_offered(reader: Reader) -> None:
    """A heading with nothing below it asks for what nobody can tell."""
    reader.desk.publish({"mill.md": MILL}, source=reader.source, org=reader.org)
    talk = reader.conversation()
    message = reader.ask(talk, "How is flour sold?")
    items = reader.ok(reader.http.get(f"/api/v1/messages/{message['id']}/followups/"))["items"]
    assert any("sluice" in one for one in items)
    assert not any("sheep" in one for one in items)
