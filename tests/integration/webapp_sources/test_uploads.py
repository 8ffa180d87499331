"""Files over HTTP into the index: real web app, real Prefect, real worker, real index."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from tests.integration.webapp_sources.desk import Desk, Owner, manual
from tests.servers.http import LOCAL
from tests.servers.waiting import wait_for

DOCUMENT_FIELDS = {
    "id", "source_id", "uri", "title", "mime",
    "parent_id", "parent_title", "bytes", "status", "error", "page_count", "encoding", "chunk_count", "version",
    "author", "created", "modified", "ocr_pages",
    "indexed_at", "same_as", "language", "language_corrected",
}  # fmt: skip
SYNC_FIELDS = {
    "id", "dry_run", "full", "status", "plan", "progress", "counts", "error", "prefect_url", "started_at",
    "finished_at",
}  # fmt: skip


def test_an_upload_is_indexed_and_found(owner: Owner) -> None:
    """202 with the sync; at its end the document is indexed, found at its place, and the source shows it."""
    source = owner.source()
    content = manual("hydraulic pumps")
    sync = owner.upload(source, {"pumps.md": content, "empty.txt": b""})
    assert set(sync) == SYNC_FIELDS
    assert sync["counts"] == {"indexed": 1, "skipped": 1, "failed": 0, "deleted": 0, "unchanged": 0}
    documents = owner.documents(source)
    pumps = documents["pumps.md"]
    assert set(pumps) == DOCUMENT_FIELDS
    assert (pumps["status"], pumps["bytes"], pumps["error"]) == ("indexed", len(content), None)
    assert set(documents["empty.txt"]["error"]) == {"code", "message", "action"}
    best = owner.found("what do hydraulic pumps do")[0]
    text = owner.ok(owner.http.get(f"/api/v1/documents/{pumps['id']}/text/", params={"version": best["version"]}))
    assert text["text"][best["start"] : best["end"]] == best["text"]
    assert (text["live_version"], text["removed_at"], text["pages"]) == (pumps["version"], None, [])
    assert text["headings"]
    for heading in text["headings"]:
        line = text["text"][heading["start"] : heading["end"]]
        assert (line.strip("# "), line.count("\n")) == (heading["text"], 0)
    shown = owner.shown(source)
    assert shown["counts"] == {"pending": 0, "processing": 0, "indexed": 1, "skipped": 1, "failed": 0}
    assert shown["status"] == "idle"
    assert shown["last_synced_at"] is not None
    listed = owner.ok(owner.http.get(f"/api/v1/sources/{source}/syncs/"))["items"]
    assert [one["id"] for one in listed] == [sync["id"]]


def test_uploads_join_the_run_that_still_waits(owner: Owner) -> None:
    """One run is at work, one waits: it takes what comes meanwhile, and no run is started that finds nothing."""
    source = owner.source()
    many = {f"{number}.md": manual(f"part {number}") for number in range(200)}
    sent = [many, *({f"late{number}.md": manual(f"late {number}")} for number in range(5))]
    syncs = [owner.ok(owner.send(source, files), 202)["sync"]["id"] for files in sent]
    assert len(set(syncs)) < len(syncs)
    for sync in set(syncs):
        owner.ended(sync)
    listed = owner.ok(owner.http.get(f"/api/v1/sources/{source}/syncs/"))["items"]
    assert {one["id"] for one in listed} == set(syncs)
    assert owner.shown(source)["counts"]["indexed"] == 205


def test_the_same_bytes_again_change_nothing(owner: Owner) -> None:
    """A second upload of the same file is unchanged; other bytes under that name are a new version."""
    source = owner.source()
    owner.upload(source, {"a.md": manual("gaskets")})
    before = owner.documents(source)
    sent = owner.ok(owner.send(source, {"./a.md": manual("gaskets"), "b/a.md": manual("gaskets")}), 202)
    (told,) = sent["duplicates"]
    assert (sent["source_id"], told["uri"], told["same_as"]["uri"]) == (source, "b/a.md", "a.md")
    assert owner.ended(sent["sync"]["id"])["counts"]["unchanged"] == 1
    after = owner.documents(source)
    assert after["a.md"].pop("same_as")["id"] == after["b/a.md"]["id"]
    assert after["a.md"].items() <= before["a.md"].items()
    assert owner.upload(source, {"a.md": manual("valves")})["counts"]["indexed"] == 1
    after = owner.documents(source)["a.md"]
    assert after["same_as"] is None
    assert after["id"] == before["a.md"]["id"]
    assert after["version"] != before["a.md"]["version"]
    assert owner.found("valves")[0]["version"] == after["version"]


def test_a_chatbot_takes_files_without_a_source(whole: Desk, owner: Owner) -> None:
    """The first files make its own source, also when many come at once; the next ones go there too."""
    path = f"/api/v1/chatbots/{owner.chatbot}/files/"

    def send(name: str) -> dict[str, Any]:
        answer: dict[str, Any] = owner.ok(owner.http.post(path, files=[("files", (name, manual(name)))]), 202)
        return answer

    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(send, [f"{n}.md" for n in range(4)]))
    (source,) = {one["source_id"] for one in sent}
    (listed,) = owner.ok(owner.http.get(f"/api/v1/chatbots/{owner.chatbot}/sources/"))["items"]
    assert (listed["id"], listed["name"], listed["kind"]) == (source, "Files", "upload")
    for one in sent:
        owner.ended(one["sync"]["id"])
    assert set(owner.documents(source)) == {f"{n}.md" for n in range(4)}
    assert whole.person().http.post(path, files=[("files", ("x.md", b"x"))]).status_code == 404


def test_several_documents_are_read_again_or_deleted(owner: Owner) -> None:
    """Of this source only; what cannot be read is told by reason; what is read again ends in one sync."""
    source, other = owner.source(), owner.source()
    owner.upload(source, {"a.md": manual("turbines"), "b.pdf": b"%PDF-1.4 x", "c.pdf": b"%PDF-1.4 y", "d.md": b""})
    owner.upload(other, {"z.md": manual("boilers")})
    ids = {uri: row["id"] for uri, row in owner.documents(source).items()}
    strange = owner.documents(other)["z.md"]["id"]
    failed, skipped = owner.ok(owner.http.get(f"/api/v1/sources/{source}/problems/"))["items"]
    assert (failed["code"], failed["count"], skipped["code"], skipped["count"]) == ("broken", 2, "empty", 1)
    assert failed["message"].startswith("The file is damaged")
    assert "'" not in failed["message"]
    assert {one["id"] for one in failed["documents"]} == {ids["b.pdf"], ids["c.pdf"]}

    def act(action: str, *document_ids: str) -> dict[str, Any]:
        body = {"action": action, "document_ids": document_ids}
        answer: dict[str, Any] = owner.ok(owner.http.post(f"/api/v1/sources/{source}/documents/bulk/", json=body))
        return answer

    retried = act("retry", ids["b.pdf"], ids["c.pdf"], ids["a.md"], strange, "nonsense")
    assert set(retried["done"]) == {ids["b.pdf"], ids["c.pdf"]}
    assert [(one["id"], one["code"]) for one in retried["refused"]] == [
        (strange, "not_found"),
        ("nonsense", "not_found"),
        (ids["a.md"], "already_indexed"),
    ]
    nothing = act("retry", ids["a.md"], ids["a.md"])
    assert (nothing["done"], len(nothing["refused"]), nothing["sync"]) == ([], 1, None)
    assert owner.ended(retried["sync"]["id"])["counts"]["failed"] == 2
    deleted = act("delete", ids["a.md"], ids["d.md"], strange)
    assert (deleted["done"], deleted["sync"]) == ([ids["a.md"], ids["d.md"]], None)
    assert all(hit["document_id"] != ids["a.md"] for hit in owner.found("turbines"))
    assert set(owner.documents(source)) == {"b.pdf", "c.pdf"}
    assert set(owner.documents(source, type="pdf", status="failed")) == {"b.pdf", "c.pdf"}
    assert owner.documents(source, type="md") == {}


def test_a_source_that_is_read_otherwise_is_synced(owner: Owner) -> None:
    """Comments switched on or off request a sync: nobody else syncs uploads. Another name requests none."""
    source = owner.source()
    path = f"/api/v1/sources/{source}/"
    for change in ({"config": {"comments": True}}, {"name": "Other"}, {"config": {"comments": True}}):
        owner.ok(owner.http.patch(path, json=change))
    (sync,) = owner.ok(owner.http.get(f"{path}syncs/"))["items"]
    owner.ended(sync["id"])


def test_hostile_names_are_cleaned(owner: Owner) -> None:
    """Traversal, control and direction marks, quotes and length make a harmless uri, and a safe attachment."""
    source = owner.source()
    names = {
        "../../../etc/passwd.txt": "etc/passwd.txt",
        "..\\..\\boot.txt": "boot.txt",
        "a\u202efdp.txt": "afdp.txt",
        "x" * 300 + ".txt": "x" * 251 + ".txt",
        "cafe\u0301 %2e%2e%2f.txt": "caf\u00e9 %2e%2e%2f.txt",
        "semi;colon='1'.txt": "semi;colon='1'.txt",
    }
    owner.upload(source, {name: manual(f"name {place}") for place, name in enumerate(names)})
    documents = owner.documents(source)
    assert set(documents) == set(names.values())
    assert all(document["title"] for document in documents.values())
    for uri, document in documents.items():
        answer = owner.http.get(f"/api/v1/documents/{document['id']}/file/")
        disposition = answer.headers["content-disposition"]
        assert disposition.startswith("attachment")
        assert "/" not in unquote(disposition.split("UTF-8''")[-1]) or "%2e%2e%2f" in uri
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-type"] == "application/octet-stream"


def test_files_come_back_as_they_were(owner: Owner) -> None:
    """The original, byte for byte, never of a type that a browser would show."""
    source = owner.source()
    page = b"<html><script>alert(1)</script><body><p>" + b"Some words about pages. " * 20 + b"</p></body></html>"
    owner.upload(source, {"page.html": page})
    document = owner.documents(source)["page.html"]
    answer = owner.http.get(f"/api/v1/documents/{document['id']}/file/")
    assert answer.content == page
    assert answer.headers["content-length"] == str(len(page))
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_deleted_document_is_gone_at_once_and_comes_back(owner: Owner) -> None:
    """Not found by the next search; its text still opens; syncs leave it; retry and re-upload bring it back."""
    source = owner.source()
    owner.upload(source, {"a.md": manual("turbines"), "b.md": manual("boilers")})
    document = owner.documents(source)["a.md"]
    path, version = f"/api/v1/documents/{document['id']}/", document["version"]
    for back in (lambda: owner.http.post(f"{path}retry/"), lambda: owner.send(source, {"a.md": manual("turbines")})):
        assert owner.http.delete(path).status_code == 204
        assert all(hit["document_id"] != document["id"] for hit in owner.found("turbines"))
        assert "a.md" not in owner.documents(source)
        assert list(owner.documents(source, status="deleted")) == ["a.md"]
        assert owner.ok(owner.http.get(path))["status"] == "deleted"
        for query in ({"version": version}, {}):
            text = owner.ok(owner.http.get(f"{path}text/", params=query))
            assert (text["version"], text["live_version"]) == (version, None)
            assert "turbines" in text["text"]
            assert text["removed_at"]
        assert owner.http.get(f"{path}file/").status_code == 404
        assert owner.http.delete(path).status_code == 204
        sync = owner.ok(owner.http.post(f"/api/v1/sources/{source}/sync/", json={}), 202)["sync"]
        owner.ended(sync["id"])
        assert owner.ok(owner.http.get(path))["status"] == "deleted"
        owner.ended(owner.ok(back(), 202)["sync"]["id"])
        assert owner.ok(owner.http.get(path))["status"] == "indexed"
        assert document["id"] in {hit["document_id"] for hit in owner.found("turbines")}


def test_a_failed_document_is_retried_only_when_asked(owner: Owner) -> None:
    """A broken PDF fails with a reason and one action; its retry tries again; an unknown version is 404."""
    source = owner.source()
    assert owner.upload(source, {"broken.pdf": b"%PDF-1.7 not really"})["counts"]["failed"] == 1
    document = owner.documents(source)["broken.pdf"]
    assert all(document["error"][field] for field in ("code", "message", "action"))
    retried = owner.ok(owner.http.post(f"/api/v1/documents/{document['id']}/retry/"), 202)["sync"]
    assert owner.ended(retried["id"])["counts"]["failed"] == 1
    path = f"/api/v1/documents/{document['id']}/text/"
    for version in (None, "nonsense", "../../secret", "0" * 64, "%00"):
        assert owner.http.get(path, params={"version": version} if version else {}).status_code == 404


def test_a_corrected_language_is_indexed_without_a_new_upload(owner: Owner) -> None:
    """It is found all the while; a sync and the same upload again keep the language; null finds it out again."""
    source = owner.source()
    owner.upload(source, {"a.md": manual("turbines")})
    document = owner.documents(source)["a.md"]
    path = f"/api/v1/documents/{document['id']}/"
    assert (document["language"], document["language_corrected"]) == ("en", False)
    for language, shown in (("de", "de"), (None, "en")):
        changed = owner.ok(owner.http.patch(path, json={"language": language}))
        assert (changed["status"], changed["version"]) == ("pending", document["version"])
        assert document["id"] in {hit["document_id"] for hit in owner.found("turbines")}
        owner.ended(owner.ok(owner.http.get(f"/api/v1/sources/{source}/syncs/"))["items"][0]["id"])
        kept = owner.documents(source, language=shown)["a.md"]
        assert (kept["status"], kept["language_corrected"]) == ("indexed", language is not None)
        full = owner.ok(owner.http.post(f"/api/v1/sources/{source}/sync/", json={"full": True}), 202)["sync"]
        owner.ended(full["id"])
        assert owner.ok(owner.http.get(path))["language"] == shown
    assert owner.http.patch(path, json={"language": "xx"}).json()["code"] == "unknown_language"


def test_an_erased_text_is_gone(owner: Owner, whole: Desk) -> None:
    """410 ``text_purged`` once the stored text was removed, by version and without."""
    source = owner.source()
    owner.upload(source, {"a.md": manual("erasure")})
    document = owner.documents(source)["a.md"]
    owner.http.delete(f"/api/v1/documents/{document['id']}/")
    texts = [path for path in whole.data.rglob("*.json") if document["id"] in path.parts or document["id"] in path.name]
    assert texts
    for path in texts:
        path.unlink()
    for query in ({}, {"version": document["version"]}):
        answer = owner.http.get(f"/api/v1/documents/{document['id']}/text/", params=query)
        assert (answer.status_code, answer.json()["code"]) == (410, "text_purged")


def test_a_deleted_source_leaves_every_answer_at_once(owner: Owner) -> None:
    """Its documents are no candidates from now on, then retired; cited texts still open, as removed."""
    source, kept = owner.source(), owner.source()
    owner.upload(source, {"a.md": manual("anchors")})
    owner.upload(kept, {"b.md": manual("anchors")})
    document = owner.documents(source)["a.md"]
    sync = owner.ok(owner.http.get(f"/api/v1/sources/{source}/syncs/"))["items"][0]["id"]
    assert owner.http.delete(f"/api/v1/sources/{source}/").status_code == 204
    assert {hit["source_id"] for hit in owner.found("anchors")} == {kept}
    path = f"/api/v1/documents/{document['id']}"
    assert owner.ok(owner.http.get(f"{path}/"))["status"] == "deleted"
    text = owner.ok(owner.http.get(f"{path}/text/", params={"version": document["version"]}))
    assert (text["live_version"], bool(text["removed_at"])) == (None, True)
    for answer in (
        owner.http.get(f"/api/v1/sources/{source}/documents/"),
        owner.http.get(f"/api/v1/syncs/{sync}/"),
        owner.http.delete(f"{path}/"),
        owner.http.post(f"{path}/retry/"),
        owner.http.get(f"{path}/file/"),
        owner.send(source, {"c.md": b"x"}),
    ):
        assert answer.status_code == 404, answer.text


def test_a_deleted_chatbot_takes_its_sources_along(owner: Owner) -> None:
    """Sources, documents' files and syncs of a deleted chatbot are gone with it."""
    source = owner.source()
    owner.upload(source, {"a.md": manual("cranes")})
    assert owner.http.delete(f"/api/v1/chatbots/{owner.chatbot}/").status_code == 204
    for path in (f"sources/{source}/", f"chatbots/{owner.chatbot}/sources/", f"sources/{source}/documents/"):
        assert owner.http.get(f"/api/v1/{path}").status_code == 404


def test_a_private_source_is_left_out_of_search(owner: Owner) -> None:
    """Until the privacy step exists; made citable again, it is found at once."""
    source = owner.source(visibility="private")
    owner.upload(source, {"a.md": manual("ledgers")})
    assert owner.found("ledgers") == []
    owner.ok(owner.http.patch(f"/api/v1/sources/{source}/", json={"visibility": "citable"}))
    assert owner.found("ledgers")


def test_a_dry_run_changes_nothing(owner: Owner) -> None:
    """It ends succeeded with its plan, and the source's state stays."""
    source = owner.source()
    owner.upload(source, {"a.md": manual("bearings")})
    before = (owner.documents(source), owner.shown(source))
    sync = owner.ok(owner.http.post(f"/api/v1/sources/{source}/sync/", json={"dry_run": True}), 202)["sync"]
    ended = owner.ended(sync["id"])
    assert (ended["dry_run"], ended["plan"]["unchanged"]) == (True, {"count": 1, "names": ["a.md"]})
    assert (owner.documents(source), owner.shown(source)) == before


def test_documents_are_listed_by_name_in_pages(owner: Owner) -> None:
    """Every document once; ``q`` finds parts of names whatever their case."""
    source = owner.source()
    owner.upload(source, {f"{name}.md": manual(name) for name in ("Alpha", "beta", "gamma", "delta")})
    path, cursor, seen = f"/api/v1/sources/{source}/documents/", None, []
    while True:
        query: dict[str, Any] = {"limit": 3} | ({"cursor": cursor} if cursor else {})
        page = owner.ok(owner.http.get(path, params=query))
        seen += [item["uri"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == sorted(seen)
    assert len(seen) == 4
    assert list(owner.documents(source, q="ALPH")) == ["Alpha.md"]
    assert list(owner.documents(source, q="%")) == []


def test_uploads_at_once_all_arrive(owner: Owner) -> None:
    """Four requests at the same time, two of them of one name: nothing is lost, one version of it wins."""
    source = owner.source()
    batches = [{"same.md": manual(f"same {place // 2}"), f"{place}.md": manual(f"own {place}")} for place in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda files: owner.send(source, files), batches))
    for answer in answers:
        owner.ended(owner.ok(answer, 202)["sync"]["id"])
    documents = wait_for(lambda: all_indexed(owner.documents(source)))
    assert set(documents) == {"same.md", *(f"{place}.md" for place in range(4))}


def all_indexed(documents: dict[str, Any]) -> dict[str, Any] | None:
    return documents if all(document["status"] == "indexed" for document in documents.values()) else None


def test_a_sync_can_be_cancelled(owner: Owner) -> None:
    """202 with the sync, which ends cancelled or had ended before; again, it stays as it is."""
    source = owner.source()
    started = owner.ok(owner.send(source, {f"{place}.md": manual(f"p {place}") for place in range(30)}), 202)["sync"]
    path = f"/api/v1/syncs/{started['id']}/"
    assert owner.http.post(f"{path}cancel/").status_code == 202
    ended = wait_for(lambda: (sync := owner.ok(owner.http.get(path))["sync"])["finished_at"] and sync)
    assert ended["status"] in ("cancelled", "succeeded")
    owner.ok(owner.http.post(f"{path}cancel/"), 202)
    assert owner.ok(owner.http.get(path))["sync"]["status"] == ended["status"]


@pytest.mark.slow
def test_a_schedule_runs_by_itself(scheduled: tuple[Owner, str]) -> None:
    """The shortest interval there is: a run that nobody requested; the schedule can be taken away again."""
    owner, source = scheduled
    wait_for(lambda: owner.ok(owner.http.get(f"/api/v1/sources/{source}/syncs/"))["items"], seconds=100, longest=2)
    owner.ok(owner.http.patch(f"/api/v1/sources/{source}/", json={"schedule": None}))
    assert owner.shown(source)["schedule"] is None


def test_nobody_sees_another_organisations_documents(owner: Owner, whole: Desk) -> None:
    """Every route with every id: another organisation gets 404, nobody at all 401, and nothing changes."""
    source = owner.source()
    sync = owner.upload(source, {"a.md": manual("secrets")})["id"]
    document = owner.documents(source)["a.md"]
    stranger = whole.person()
    routes: list[tuple[str, str, Any]] = [
        ("GET", f"chatbots/{owner.chatbot}/sources/", None),
        ("POST", f"chatbots/{owner.chatbot}/sources/", {"name": "a", "kind": "upload"}),
        ("POST", f"chatbots/{owner.chatbot}/search/", {"query": "secrets"}),
        ("GET", f"sources/{source}/", None),
        ("PATCH", f"sources/{source}/", {"visibility": "private"}),
        ("DELETE", f"sources/{source}/", None),
        ("POST", f"sources/{source}/sync/", {}),
        ("GET", f"sources/{source}/syncs/", None),
        ("GET", f"sources/{source}/documents/", None),
        ("GET", f"syncs/{sync}/", None),
        ("POST", f"syncs/{sync}/cancel/", None),
        ("GET", f"documents/{document['id']}/", None),
        ("DELETE", f"documents/{document['id']}/", None),
        ("POST", f"documents/{document['id']}/retry/", None),
        ("GET", f"documents/{document['id']}/text/", None),
        ("GET", f"documents/{document['id']}/text/?version={document['version']}", None),
        ("GET", f"documents/{document['id']}/file/", None),
    ]
    before = (owner.documents(source), owner.shown(source))
    for method, path, body in routes:
        answer = stranger.http.request(method, f"/api/v1/{path}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), (method, path)
        anonymous = httpx.request(method, f"{whole.url}/api/v1/{path}", json=body, **LOCAL)
        assert anonymous.status_code == 401, (method, path)
    assert stranger.send(source, {"a.md": b"poison"}).status_code == 404
    assert (owner.documents(source), owner.shown(source)) == before
    assert stranger.found("secrets") == []
    # The same name in a stranger's source is a document of its own.
    other = stranger.source()
    stranger.upload(other, {"a.md": manual("other")})
    assert stranger.documents(other)["a.md"]["id"] != document["id"]


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_a_question_is_answered_from_what_was_uploaded(owner: Owner, accept: str) -> None:
    """Extractive, cited, and proven: each citation's quote stands in the stored text at its offsets."""
    source = owner.source()
    text = (
        b"# Wind turbines\n\nThe gearbox oil of a turbine is changed every eighteen months. "
        b"Its blades are inspected twice a year by climbers.\n\nThe tower is made of steel.\n"
    )
    owner.upload(source, {"turbines.md": text})
    talk = owner.ok(owner.http.post(f"/api/v1/chatbots/{owner.chatbot}/conversations/", json={}), 201)["id"]
    path = f"/api/v1/conversations/{talk}/messages/"
    question = {"content": "How often is the gearbox oil of a turbine changed?"}
    answer = owner.http.post(path, json=question, headers={"Accept": accept})
    assert answer.status_code == 201, answer.text
    if accept == "text/event-stream":
        events = [block.split("\n") for block in answer.text.split("\n\n") if block.startswith("id:")]
        kinds = [lines[1].removeprefix("event: ") for lines in events]
        assert (kinds[0], kinds[-1]) == ("meta", "done")
        assert "citation" in kinds
    message = owner.ok(owner.http.get(path))["items"][-1]
    assert (message["status"], message["mode"], message["answered"]) == ("done", "extractive", True)
    assert "eighteen months" in message["content"]
    assert message["citations"]
    for citation in message["citations"]:
        assert f"[{citation['n']}]" in message["content"]
        query = {"version": citation["version"]}
        stored = owner.ok(owner.http.get(f"/api/v1/documents/{citation['document_id']}/text/", params=query))["text"]
        assert stored[citation["start"] : citation["end"]] == citation["quote"]
