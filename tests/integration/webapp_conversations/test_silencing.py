"""A source is made private after it was quoted: nothing that tells of an answer quotes it any more, over HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.webapp_conversations.library import Library, Reader, library

ASKED = "How is the sluice of the mill opened?"
PIERS = {"sluice.md": "The sluice\n\nThe sluice of the mill is opened by Ysolde Marchetti with the brass crank at six."}
VALUES = ("Ysolde", "Marchetti", "brass crank", "sluice.md")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with library(Path(tmp_path_factory.mktemp("silenced"))) as made:
        yield made


def told(reader: Reader, talk: str, message_id: str) -> dict[str, str]:
    """All that tells of an answer, by name."""
    api = "/api/v1"
    paths = {
        "list": f"{api}/conversations/{talk}/messages/?limit=50",
        "set aside": f"{api}/conversations/{talk}/messages/?limit=50&set_aside=true",
        **{form: f"{api}/conversations/{talk}/export/?format={form}" for form in ("md", "html", "json")},
        "explain": f"{api}/messages/{message_id}/explain/",
        "followups": f"{api}/messages/{message_id}/followups/",
        "events": f"{api}/messages/{message_id}/events/",
        "talks": f"{api}/chatbots/{reader.chatbot}/conversations/",
    }
    answers = {name: reader.http.get(path) for name, path in paths.items()}
    answers["events late"] = reader.http.get(paths["events"], headers={"Last-Event-ID": "1"})
    answers["stop"] = reader.http.post(f"{api}/messages/{message_id}/stop/")
    answers["replay"] = reader.http.post(f"{api}/messages/{message_id}/replay/")
    assert {name: one.status_code for name, one in answers.items() if one.status_code >= 300} == {}
    return {name: one.text for name, one in answers.items()}


def set_to(reader: Reader, source: str, visibility: str) -> None:
    reader.ok(reader.http.patch(f"/api/v1/sources/{source}/", json={"visibility": visibility}))


def test_what_was_quoted_is_not_told_any_more(shelf: Library) -> None:
    """And is again once its source may be quoted; what other sources say stays all the time."""
    reader = shelf.reader()
    source, talk = reader.another_source(PIERS), reader.conversation()
    other = reader.ask(talk, "How long are books lent?")
    answer = reader.ask(talk, ASKED)
    rating = {"rating": "up", "comment": "helps"}
    reader.ok(reader.http.post(f"/api/v1/messages/{answer['id']}/feedback/", json=rating), 204)
    assert any(one["source_id"] == source for one in answer["citations"])
    before = told(reader, talk, answer["id"])
    assert {name for name in before if "Ysolde" in before[name]} >= {"list", "md", "html", "json", "explain", "events"}

    set_to(reader, source, "private")
    after = told(reader, talk, answer["id"])
    assert {name: value for name, text in after.items() for value in VALUES if value in text} == {}
    assert all("four weeks" in after[name] for name in ("list", "md", "html", "json"))
    shown = reader.messages(talk)[3]
    assert "may no longer be quoted" in shown["content"]
    assert shown["citations"] == []
    assert shown["withheld"]["private"] >= 1
    assert shown["feedback"]["comment"] == "helps"
    assert reader.messages(talk)[1] == other
    again = reader.ask(talk, "And who does that at six?")
    assert not [value for value in VALUES if value in str(again)]

    set_to(reader, source, "citable")
    assert reader.messages(talk)[3]["content"] == answer["content"]
    assert "Ysolde" in told(reader, talk, answer["id"])["md"]
