"""What Prefect holds of a sync is believed only where the worker said it; who is no operator gets no link into it."""

import json
import secrets
from pathlib import Path
from typing import Any

import httpx

from pipelines.runs.sync import Names, SyncPlan, SyncReport
from tests.integration.webapp_sources.desk import Desk, Owner, manual
from tests.integration.webapp_sources.test_mending import Installation, api, installed

__all__ = ["api"]
NOTHING = {"indexed": 0, "skipped": 0, "failed": 0, "deleted": 0, "unchanged": 0}


def artifact(api: httpx.Client, sync: str) -> dict[str, Any]:
    """A sync's report as Prefect has it."""
    found: dict[str, Any] = api.get(f"/artifacts/sync-{sync}/latest").raise_for_status().json()
    return found


def rewrite(api: httpx.Client, sync: str, data: str) -> None:
    """What somebody does who can write into Prefect."""
    wanted = {"artifacts": {"key": {"any_": [f"sync-{sync}"]}}}
    (found,) = api.post("/artifacts/filter", json=wanted).raise_for_status().json()
    api.patch(f"/artifacts/{found['id']}", json={"data": data}).raise_for_status()


def test_a_forged_report_is_ignored(whole: Desk, owner: Owner, api: httpx.Client) -> None:
    """Altered, replaced or taken from another run: the state is Prefect's, names and numbers are left out."""
    source = owner.source()
    first = owner.upload(source, {"a.md": manual("gaskets")})
    second = owner.upload(source, {"b.md": manual("valves")})
    told = json.loads(artifact(api, first["id"])["data"])
    forged = SyncReport(plan=SyncPlan(deleted=Names(count=1, names=["forged.pdf"])))
    altered = {**told, "report": told["report"].replace("a.md", "forged.pdf")}
    assert altered != told
    for data in (json.dumps(altered), forged.model_dump_json(), artifact(api, second["id"])["data"]):
        rewrite(api, first["id"], data)
        shown = owner.ok(owner.http.get(f"/api/v1/syncs/{first['id']}/"))["sync"]
        assert (shown["status"], shown["plan"], shown["counts"]) == ("succeeded", None, NOTHING)
        listed = {one["id"]: one for one in owner.ok(owner.http.get(f"/api/v1/sources/{source}/syncs/"))["items"]}
        assert listed[first["id"]] == shown
        assert listed[second["id"]]["counts"]["indexed"] == 1
    rewrite(api, first["id"], json.dumps(told))
    assert owner.ok(owner.http.get(f"/api/v1/syncs/{first['id']}/"))["sync"] == first
    (log,) = whole.data.glob("web-*.log")
    said = [line for line in log.read_text().splitlines() if "report_not_believed" in line and first["id"] in line]
    assert len(said) == 1


def run_of(api: httpx.Client, desk: Installation, source: str) -> str:
    """A run of a source as Prefect has it, of no worker."""
    deployment = api.get(f"/deployments/name/sync-source/source-{source}").raise_for_status().json()
    body = {"state": {"type": "COMPLETED"}}
    run = api.post(f"/deployments/{deployment['id']}/create_flow_run", json=body).raise_for_status().json()
    return str(run["id"])


def test_reports_of_the_version_before_are_still_shown(tmp_path: Path, api: httpx.Client, prefect_api_url: str) -> None:
    """Unsigned, and unchanged since before the installation had a key; one written or altered later is not believed."""
    email = f"{secrets.token_hex(6)}@example.org"
    report = SyncReport(plan=SyncPlan(new=Names(count=1, names=["old.md"])))
    with installed(tmp_path, prefect_api_url) as desk:
        desk.log_in(email)
        chatbot = desk.call("POST", "/api/v1/chatbots/", 201, json={"name": "desk"})["id"]
        body = {"name": "a", "kind": "upload"}
        source = desk.call("POST", f"/api/v1/chatbots/{chatbot}/sources/", 201, json=body)["id"]
        runs = [run_of(api, desk, source) for _ in range(2)]
        for run in runs:
            # What the reporter before signatures sent.
            api.post(
                "/artifacts/",
                json={"key": f"sync-{run}", "type": "json", "data": report.model_dump_json(), "flow_run_id": run},
            ).raise_for_status()
    (tmp_path / "report-key").unlink()  # it had none
    with installed(tmp_path, prefect_api_url) as desk:
        desk.log_in(email)
        shown = desk.call("GET", f"/api/v1/syncs/{runs[0]}/", 200)["sync"]
        assert shown["plan"]["new"] == {"count": 1, "names": ["old.md"]}
        rewrite(api, runs[1], report.model_dump_json())
        later = run_of(api, desk, source)
        api.post("/artifacts/", json={"key": f"sync-{later}", "type": "json", "data": report.model_dump_json()})
        plans = [desk.call("GET", f"/api/v1/syncs/{run}/", 200)["sync"]["plan"] for run in (*runs, later)]
        assert plans == [shown["plan"], None, None]
        listed = desk.call("GET", f"/api/v1/sources/{source}/syncs/", 200)["items"]
        assert {one["id"]: one["plan"] for one in listed} == dict(zip((*runs, later), plans, strict=True))


def test_links_into_prefect_are_the_operators(tmp_path: Path, api: httpx.Client, prefect_api_url: str) -> None:
    """Whatever tells of a sync: the first account of a local installation gets the link, another gets null."""
    with installed(tmp_path, prefect_api_url) as desk:
        for is_operator in (True, False):
            desk.log_in(f"{secrets.token_hex(6)}@example.org")
            assert desk.call("GET", "/auth/me/", 200)["is_operator"] is is_operator
            chatbot = desk.call("POST", "/api/v1/chatbots/", 201, json={"name": "desk"})["id"]
            body = {"name": "a", "kind": "upload"}
            source = desk.call("POST", f"/api/v1/chatbots/{chatbot}/sources/", 201, json=body)["id"]
            sync = desk.call("POST", f"/api/v1/sources/{source}/sync/", 202, json={"dry_run": True})["sync"]
            told = [
                sync,
                desk.call("GET", f"/api/v1/syncs/{sync['id']}/", 200)["sync"],
                *desk.call("GET", f"/api/v1/sources/{source}/syncs/", 200)["items"],
                desk.call("POST", f"/api/v1/syncs/{sync['id']}/cancel/", 202)["sync"],
            ]
            page = f"{prefect_api_url.removesuffix('/api')}/v2/runs/flow-run/{sync['id']}"
            assert {one["prefect_url"] for one in told} == {page if is_operator else None}
