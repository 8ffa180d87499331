"""Chatbots over HTTP."""

import pytest

from tests.integration.webapp.conftest import Person

URL = "/api/v1/chatbots/"
SHAPE = {
    "id", "name", "description", "welcome_message", "instructions", "model_name", "temperature", "status",
    "has_knowledge_sources", "documents", "last_question", "created_at", "updated_at",
}  # fmt: skip


def make(person: Person, **fields: object) -> dict[str, object]:
    answer = person.client.post(URL, json={"name": "Desk"} | fields)
    assert answer.status_code == 201, answer.text
    made: dict[str, object] = answer.json()
    return made


def test_a_chatbot_is_made_shown_changed_and_deleted(anna: Person) -> None:
    """The life of a chatbot; after its deletion it is unknown."""
    made = make(anna, description="d", temperature=1)
    one = f"{URL}{made['id']}/"
    assert set(made) == SHAPE
    assert (made["status"], made["has_knowledge_sources"], made["temperature"]) == ("draft", False, 1.0)
    changed = anna.client.patch(one, json={"name": "  New "}).json()
    assert (changed["name"], changed["description"]) == ("New", "d")
    assert changed["updated_at"] > made["updated_at"]
    assert anna.client.get(one).json() == changed
    deleted = anna.client.delete(one)
    assert (deleted.status_code, deleted.content) == (204, b"")
    for answer in (anna.client.get(one), anna.client.delete(one), anna.client.patch(one, json={})):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert anna.client.get(URL).json() == {"items": [], "next_cursor": None}


def test_settings(anna: Person) -> None:
    """Top k, weight and confidence have defaults and can be set one by one; alpha back to the embedder's own."""
    url = f"{URL}{make(anna)['id']}/settings/"
    assert anna.client.get(url).json() == {
        "top_k": 8, "alpha": None, "min_confidence": 0.5, "claims": "mark", "summaries": "quoted", "provider_id": None,
        "reranker_id": None,
        "pii": "off",
    }  # fmt: skip
    assert anna.client.patch(url, json={"alpha": 0, "top_k": 50}).json() == {
        "top_k": 50,
        "alpha": 0.0,
        "min_confidence": 0.5,
        "claims": "mark",
        "summaries": "quoted",
        "provider_id": None,
        "reranker_id": None,
        "pii": "off",
    }
    assert anna.client.patch(url, json={"alpha": None}).json()["alpha"] is None


def test_pause(anna: Person) -> None:
    """A chatbot is paused and let loose by its status."""
    one = f"{URL}{make(anna)['id']}/"
    assert anna.client.patch(one, json={"status": "paused"}).json()["status"] == "paused"
    assert anna.client.patch(one, json={"status": "active"}).json()["status"] == "draft"
    assert anna.client.patch(one, json={"status": "draft"}).status_code == 422


def test_both_forms_of_a_path_work_without_redirect(anna: Person) -> None:
    """With and without the slash at the end, for every method."""
    made = anna.client.post(URL.rstrip("/"), json={"name": "x"})
    assert made.status_code == 201
    assert anna.client.get(f"{URL}{made.json()['id']}").status_code == 200
    assert anna.client.get("/readyz/").status_code in (200, 503)


def test_lists_go_on_where_they_stopped(anna: Person) -> None:
    """Every chatbot once, newest first, although one is made and one deleted between pages."""
    ids = [make(anna, name=f"n{n}")["id"] for n in range(7)]
    first = anna.client.get(URL, params={"limit": 2}).json()
    seen, cursor = [item["id"] for item in first["items"]], first["next_cursor"]
    make(anna)
    anna.client.delete(f"{URL}{ids[0]}/")
    while cursor:
        answer = anna.client.get(URL, params={"limit": 2, "cursor": cursor}).json()
        seen += [item["id"] for item in answer["items"]]
        cursor = answer["next_cursor"]
    assert seen == ids[:0:-1]


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=101", "limit=-1", "limit=x", "limit=1e9", "limit=", "limit=1_0", "limit=٣",
     "limit=" + "9" * 5_000,
     "cursor=x", "cursor=", "cursor=WyJhIiwiYiJd", "cursor=bnVsbA", "cursor=W10", "cursor=%00", "cursor=" + "A" * 1_001,
     "cursor=WyJcdWQ4MDAiXQ", "cursor=WyJcdTAwMDAiXQ", "cursor=" + "W1tb" * 240],
)  # fmt: skip
def test_bad_pages_name_the_field(anna: Person, query: str) -> None:
    """Limits and cursors that no answer gave are 422."""
    answer = anna.client.get(f"{URL}?{query}")
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["field"] == query.partition("=")[0]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""), ("name", " "), ("name", "x" * 201), ("name", None), ("name", 5), ("name", ["x"]),
        ("temperature", 2.1), ("temperature", -1), ("temperature", "1"), ("temperature", True), ("temperature", None),
        ("description", None), ("instructions", "x" * 10_001), ("model_name", ""), ("welcome_message", {}),
    ],
)  # fmt: skip
def test_wrong_values_name_the_field(anna: Person, field: str, value: object) -> None:
    """Making and changing refuse the same values."""
    one = f"{URL}{make(anna)['id']}/"
    for answer in (
        anna.client.post(URL, json={"name": "x", field: value}),
        anna.client.patch(one, json={field: value}),
    ):
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"][0]["field"] == field


@pytest.mark.parametrize(
    ("field", "value"),
    [("top_k", 0), ("top_k", 51), ("top_k", 1.5), ("top_k", None), ("top_k", "8"), ("alpha", 1.01), ("alpha", -0.1),
     ("min_confidence", None), ("min_confidence", 2), ("min_confidence", True), ("claims", "hide")],
)  # fmt: skip
def test_wrong_settings_name_the_field(anna: Person, field: str, value: object) -> None:
    """Settings have bounds."""
    answer = anna.client.patch(f"{URL}{make(anna)['id']}/settings/", json={field: value})
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["field"] == field


def test_what_is_not_the_callers_to_set_is_refused(anna: Person, bert: Person) -> None:
    """Organisation, id and deletion in a body: 422 naming each, and nothing is made or changed."""
    org = bert.session["user"]["organization"]["id"]
    extra = {
        "org_id": org,
        "organization_id": org,
        "id": "mine",
        "deleted_at": "2020-01-01T00:00:00Z",
        "is_paused": True,
    }
    made = make(anna)
    for method, path, body in (("POST", URL, {"name": "Other"}), ("PATCH", f"{URL}{made['id']}/", {"name": "Other"})):
        answer = anna.client.request(method, path, json=body | extra)
        assert answer.status_code == 422, answer.text
        assert {error["field"] for error in answer.json()["errors"]} == set(extra)
    assert anna.client.get(f"{URL}{made['id']}/").json() == made
    assert bert.client.get(URL).json()["items"] == []
    assert [item["id"] for item in anna.client.get(URL).json()["items"]] == [made["id"]]


@pytest.mark.parametrize(
    "one", ["x", "%00", "..%2f", "0" * 36, "%F0%9F%98%80", "x" * 3_000, "01234567-89AB-7def-8123-456789abcdef"]
)
def test_ids_that_are_none_are_unknown(anna: Person, one: str) -> None:
    """Whatever stands where an id belongs: 404."""
    for path in (f"{URL}{one}/", f"{URL}{one}/settings/"):
        assert anna.client.get(path).status_code == 404


def test_a_chatbot_with_a_source_is_active_and_takes_it_along(anna: Person) -> None:
    """A source makes it active; its deletion takes the source, and pausing comes before everything else."""
    one = f"{URL}{make(anna)['id']}/"
    source = anna.client.post(f"{one}sources/", json={"name": "Files", "kind": "upload"}).json()["id"]
    shown = anna.client.get(one).json()
    assert (shown["status"], shown["has_knowledge_sources"]) == ("active", True)
    assert anna.client.patch(one, json={"status": "paused"}).json()["status"] == "paused"
    assert anna.client.patch(one, json={"status": "active"}).json()["status"] == "active"
    assert anna.client.delete(one).status_code == 204
    assert anna.client.get(f"/api/v1/sources/{source}/").status_code == 404
