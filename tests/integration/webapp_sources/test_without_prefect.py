"""Prefect is away: sources are kept as they are wanted, what needs a run says so, the rest goes on."""

from typing import Any

import httpx
import pytest

from tests.integration.webapp_sources.desk import Desk, Owner

SOURCE_FIELDS = {
    "id", "name", "kind", "config", "visibility", "schedule", "status", "counts", "last_synced_at",
}  # fmt: skip


def refused(answer: httpx.Response, *fields: str) -> None:
    assert answer.status_code == 422, answer.text
    assert sorted(error["field"] for error in answer.json()["errors"]) == sorted(fields), answer.text


def multipart(*names: bytes) -> dict[str, Any]:
    """A request of files whose names are written as they are."""
    part = b'--b\r\nContent-Disposition: form-data; name="files"; filename="%b"\r\n\r\nx\r\n'
    content = b"".join(part % name for name in names) + b"--b--\r\n"
    return {"content": content, "headers": {"Content-Type": "multipart/form-data; boundary=b"}}


def test_a_source_is_made_shown_changed_and_deleted(lone: Owner) -> None:
    """The whole life of a row, with the promised shape."""
    source = lone.source(name="  Manuals ", schedule={"cron": "0 3 * * mon-fri", "timezone": "Europe/Berlin"})
    shown = lone.shown(source)
    assert set(shown) == SOURCE_FIELDS
    assert (shown["name"], shown["status"], shown["visibility"]) == ("Manuals", "idle", "citable")
    assert len(shown["schedule"].pop("next_runs")) == 3
    assert shown["schedule"] == {
        "cron": "0 3 * * mon-fri", "interval_seconds": None, "timezone": "Europe/Berlin", "active": True,
    }  # fmt: skip
    assert shown["counts"] == {"pending": 0, "processing": 0, "indexed": 0, "skipped": 0, "failed": 0}
    assert shown["last_synced_at"] is None
    changes: list[tuple[dict[str, Any], str, Any]] = [
        ({"visibility": "private"}, "visibility", "private"),
        ({"name": "Other"}, "name", "Other"),
        ({"schedule": None}, "schedule", None),
        ({"schedule": {"interval_seconds": 3_600, "active": False}}, "status", "paused"),
        ({}, "name", "Other"),
    ]
    for body, field, value in changes:
        assert lone.ok(lone.http.patch(f"/api/v1/sources/{source}/", json=body))[field] == value
    listing = lone.ok(lone.http.get(f"/api/v1/chatbots/{lone.chatbot}/sources/"))
    assert [row["id"] for row in listing["items"]] == [source]
    assert lone.ok(lone.http.get(f"/api/v1/chatbots/{lone.chatbot}/"))["has_knowledge_sources"] is True
    assert lone.http.delete(f"/api/v1/sources/{source}/").status_code == 204
    assert lone.http.get(f"/api/v1/sources/{source}/").status_code == 404
    assert lone.http.delete(f"/api/v1/sources/{source}/").status_code == 404
    assert lone.ok(lone.http.get(f"/api/v1/chatbots/{lone.chatbot}/"))["has_knowledge_sources"] is False


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "web"}, "kind"),
        ({"kind": None}, "kind"),
        ({"name": ""}, "name"),
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": 5}, "name"),
        ({"visibility": "secret"}, "visibility"),
        ({"config": []}, "config"),
        ({"schedule": {"cron": "nonsense"}}, "schedule.cron"),
        ({"schedule": {"cron": "* * * *"}}, "schedule.cron"),
        ({"schedule": {"cron": "61 * * * *"}}, "schedule.cron"),
        ({"schedule": {"cron": "0 0 31 2 *"}}, "schedule.cron"),
        ({"schedule": {"cron": "0 0 L * *"}}, "schedule.cron"),
        ({"schedule": {"cron": "@daily"}}, "schedule.cron"),
        ({"schedule": {"cron": "0 0 * * *", "timezone": "Mars/Olympus"}}, "schedule.timezone"),
        ({"schedule": {"cron": "0 0 * * *", "timezone": "../../etc/passwd"}}, "schedule.timezone"),
        ({"schedule": {"cron": "0 0 * * *", "timezone": ""}}, "schedule.timezone"),
        ({"schedule": {"interval_seconds": 0}}, "schedule.interval_seconds"),
        ({"schedule": {"interval_seconds": 10**15}}, "schedule.interval_seconds"),
        ({"schedule": {"interval_seconds": "3600"}}, "schedule.interval_seconds"),
        ({"schedule": {}}, "schedule"),
        ({"schedule": {"cron": "0 0 * * *", "interval_seconds": 60}}, "schedule"),
        ({"schedule": "daily"}, "schedule"),
    ],
)
def test_a_wrong_field_is_named(lone: Owner, body: dict[str, Any], field: str) -> None:
    """422 with the field's name, and no source is made."""
    path = f"/api/v1/chatbots/{lone.chatbot}/sources/"
    refused(lone.http.post(path, json={"name": "a", "kind": "upload", **body}), field)
    assert lone.ok(lone.http.get(path))["items"] == []


def test_what_is_not_yours_to_set_is_refused(lone: Owner, alone: Desk) -> None:
    """Organisation, chatbot, revision and deletion are no fields of a body: each is named, nothing is made."""
    other = alone.person()
    body = {"org_id": "x", "chatbot_id": other.chatbot, "revision": 9, "deleted_at": "2026-01-01T00:00:00Z", "id": "y"}
    source = lone.source()
    path, before = f"/api/v1/chatbots/{lone.chatbot}/sources/", lone.shown(source)
    for answer in (
        lone.http.post(path, json={"name": "a", "kind": "upload", **body}),
        lone.http.patch(f"/api/v1/sources/{source}/", json=body),
    ):
        refused(answer, *body)
    assert lone.ok(lone.http.get(path))["items"] == [before]
    assert other.ok(other.http.get(f"/api/v1/chatbots/{other.chatbot}/sources/"))["items"] == []


def test_what_needs_a_run_says_so_and_stores_nothing(lone: Owner) -> None:
    """503 ``ingestion_unavailable`` with the remedy; no document appears."""
    source = lone.source()
    some = "01a20ca3-d8a5-7f20-9b23-de9a47943388"
    for answer in (
        lone.send(source, {"a.txt": b"hello"}),
        lone.http.post(f"/api/v1/sources/{source}/sync/", json={}),
        lone.http.get(f"/api/v1/sources/{source}/syncs/"),
        lone.http.get(f"/api/v1/syncs/{some}/"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (503, "ingestion_unavailable"), answer.text
        assert "make up" in answer.json()["detail"]
    assert lone.documents(source) == {}
    assert lone.found("hello") == []


def test_bad_uploads_are_refused_before_anything_is_asked(lone: Owner) -> None:
    """No file, a field instead of a file, no multipart, two of one cleaned name, too much: each with its status."""
    source = lone.source()
    path = f"/api/v1/sources/{source}/files/"
    refused(lone.http.post(path), "files")
    refused(lone.http.post(path, json={"files": []}), "files")
    refused(lone.http.post(path, data={"files": "text"}), "files")
    refused(lone.http.post(path, files={"other": ("a.txt", b"x")}), "files")
    refused(lone.http.post(path, files={"files": ("", b"")}), "files")
    unreadable = lone.http.post(path, **multipart(b"caf\xe9.txt"))
    refused(unreadable, "files")
    assert (unreadable.json()["errors"][0]["code"], "UTF-8" in unreadable.text) == ("missing", True)
    # As a browser writes it: httpx would escape the backslashes.
    refused(lone.http.post(path, **multipart(rb"a\b.txt", b"a/b.txt")), "files")
    twice = lone.send(source, [("a/b.txt", b"1"), ("a\\.\\b.txt", b"2")])
    refused(twice, "files")
    assert twice.json()["code"] == "duplicate_name"
    large = lone.send(source, {"large.bin": b"x" * 1_100_000})
    assert (large.status_code, large.json()["code"]) == (413, "too_large")
    limit = "The request is over 1 MB; send fewer or smaller files at once, or raise REFDESK_MAX_UPLOAD_MB."
    assert large.json()["detail"] == limit
    raw = multipart(b"large.bin")
    head, _, tail = raw["content"].partition(b"x\r\n--b")
    unsized = lone.http.post(path, content=iter([head, b"x" * 1_100_000, b"\r\n--b", tail]), headers=raw["headers"])
    assert (unsized.status_code, unsized.json()["detail"]) == (413, limit)
    many = lone.send(source, {f"{number}.txt": b"" for number in range(1_001)})
    assert (many.status_code, "more than 1000 files" in many.json()["detail"]) == (413, True)


@pytest.mark.parametrize("unknown", ["0", "x" * 300, "01a20ca3-d8a5-7f20-9b23-de9a47943388", "%00", "ünïcode", "[]"])
def test_unknown_ids_of_any_shape_are_404(lone: Owner, unknown: str) -> None:
    """No string makes a route fail otherwise; only a sync that may exist asks Prefect."""
    routes: list[tuple[str, str, Any]] = [
        ("GET", "/api/v1/chatbots/{id}/sources/", None),
        ("POST", "/api/v1/chatbots/{id}/sources/", {"name": "a", "kind": "upload"}),
        ("GET", "/api/v1/sources/{id}/", None),
        ("PATCH", "/api/v1/sources/{id}/", {"name": "a"}),
        ("DELETE", "/api/v1/sources/{id}/", None),
        ("POST", "/api/v1/sources/{id}/sync/", {}),
        ("GET", "/api/v1/sources/{id}/syncs/", None),
        ("GET", "/api/v1/sources/{id}/documents/", None),
        ("GET", "/api/v1/documents/{id}/", None),
        ("DELETE", "/api/v1/documents/{id}/", None),
        ("POST", "/api/v1/documents/{id}/retry/", None),
        ("PATCH", "/api/v1/documents/{id}/", {"language": "de"}),
        ("GET", "/api/v1/sources/{id}/languages/", None),
        ("GET", "/api/v1/documents/{id}/text/", None),
        ("GET", "/api/v1/documents/{id}/file/", None),
    ]
    for method, path, body in routes:
        answer = lone.http.request(method, path.format(id=unknown), json=body)
        assert answer.status_code == 404, (method, path, answer.text)
    assert lone.send(unknown, {"a.txt": b"x"}).status_code == 404
    if len(unknown) != 36:
        assert lone.http.get(f"/api/v1/syncs/{unknown}/").status_code == 404
        assert lone.http.post(f"/api/v1/syncs/{unknown}/cancel/").status_code == 404


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"status": "lost"}, "status"),
        ({"q": "x" * 201}, "q"),
        ({"q": "a\0b"}, "q"),
        ({"cursor": "nonsense"}, "cursor"),
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "1e9"}, "limit"),
    ],
)
def test_bad_queries_are_named(lone: Owner, query: dict[str, str], field: str) -> None:
    """422 naming the field of the query."""
    refused(lone.http.get(f"/api/v1/sources/{lone.source()}/documents/", params=query), field)
