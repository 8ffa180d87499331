"""A provider is tried: what it can do, and what keeps it from answering, told apart by a code."""

import time
from typing import Any

import pytest

from tests.servers.openai_standin import FAULTS, Reply, Standin
from tests.unit.webapp.providers.conftest import KEY, Owners


def checks(tried: dict[str, Any]) -> dict[str, bool | None]:
    return {check["name"]: check["ok"] for check in tried["checks"]}


def test_a_provider_that_can_everything(owners: Owners, standin: Standin) -> None:
    """Reached, key accepted, answers, streams, counts tokens, does what the system says; with times."""
    standin.key = KEY
    owner = owners()
    tried = owner.call("POST", owner.provider()["id"] + "/test/", model="small")
    assert (tried["ok"], tried["error"], tried["model"]) == (True, None, "small")
    assert checks(tried) == dict.fromkeys(("reached", "key", "answers", "streams", "counts", "obeys"), True)
    assert all(check["latency_ms"] is not None for check in tried["checks"] if check["name"] in ("reached", "answers"))
    assert [request["model"] for request in standin.requests] == ["small"]


def test_a_wrong_key_is_told_so(owners: Owners, standin: Standin) -> None:
    """It was reached, and what came after was not tried."""
    standin.key = "another"
    owner = owners()
    tried = owner.call("POST", owner.provider()["id"] + "/test/", model="m")
    assert (tried["ok"], tried["error"]) == (False, "provider_key_refused")
    assert checks(tried) == {
        "reached": True,
        "key": False,
        "answers": None,
        "streams": None,
        "counts": None,
        "obeys": None,
    }


BROKEN = [
    (FAULTS["429"], "provider_busy"),
    (FAULTS["500"], "provider_broken"),
    (FAULTS["html"], "provider_answer"),
    (FAULTS["malformed"], "provider_answer"),
    (FAULTS["error-in-200"], "provider_answer"),
    (FAULTS["empty"], "provider_answer"),
    (FAULTS["400"], "provider_refuses"),
    (Reply(status=404, body=b"{}"), "model_unknown"),
    (Reply(status=302, body=b"", headers={"Location": "http://169.254.169.254/"}), "provider_redirects"),
    (Reply(body=b"[" * 100_000), "provider_answer"),
    (Reply(body=b" " * 6_000_000), "answer_too_large"),
    (Reply(body=b"x", headers={"Content-Encoding": "gzip"}), "answer_too_large"),
]


def test_what_keeps_it_from_answering(owners: Owners) -> None:
    """Each with a code of its own; nothing of what it said comes along."""
    # More tries at once than anybody has on a fast machine.
    often = {"provider": "1000/minute"}
    owner = owners(plan={"rates": often, "person_rates": often})
    made = owner.provider()
    for reply, code in BROKEN:
        owner.standin.judge = lambda _request, reply=reply: reply  # type: ignore[misc]
        tried = owner.call("POST", made["id"] + "/test/", model="m")
        assert (tried["ok"], tried["error"]) == (False, code)
        assert "fault" not in str(tried)


def test_a_provider_that_can_less(owners: Owners, standin: Standin) -> None:
    """One that knows no options, counts nothing, and says what it likes can still be used."""

    def judge(request: dict[str, Any]) -> Reply:
        return FAULTS["400"] if "stream_options" in request else Reply(text="Paris.")

    standin.judge = judge
    owner = owners()
    tried = owner.call("POST", owner.provider()["id"] + "/test/", model="m")
    assert tried["ok"] is True
    assert checks(tried) == {
        "reached": True,
        "key": True,
        "answers": True,
        "streams": True,
        "counts": False,
        "obeys": False,
    }
    codes = {check["name"]: check["code"] for check in tried["checks"] if check["code"]}
    assert codes == {"counts": "provider_no_counts", "obeys": "provider_disobeys"}


def test_a_provider_that_does_not_stream(owners: Owners, standin: Standin) -> None:
    """It answers as a whole."""
    standin.judge = lambda request: FAULTS["400"] if request.get("stream") else None
    owner = owners()
    tried = owner.call("POST", owner.provider()["id"] + "/test/", model="m")
    assert (tried["ok"], checks(tried)["streams"], checks(tried)["obeys"]) == (True, False, True)


def test_nobody_there_and_somebody_who_dribbles(
    owners: Owners, standin: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A closed port at once, a stream that never ends at its deadline."""
    monkeypatch.setattr("webapp.providers.trying.SECONDS", 0.6)
    owner = owners(outbound_allowed="127.0.0.1")
    closed = owner.provider(base_url="http://127.0.0.1:9/v1")
    assert owner.call("POST", closed["id"] + "/test/", model="m")["error"] == "provider_unreachable"
    standin.judge = lambda _request: FAULTS["paced"]
    began = time.monotonic()
    tried = owner.call("POST", owner.provider()["id"] + "/test/", model="m")
    assert (tried["error"], time.monotonic() - began < 3) == ("provider_late", True)


def test_models_are_listed(owners: Owners, standin: Standin) -> None:
    """By name, each once, what can be shown; a wrong key has its code."""
    standin.models = ["b", "a", "a", "", "x" * 300, "bad\nname", *(f"m{n:04}" for n in range(2_000))]
    owner = owners()
    made = owner.provider()
    names = [row["id"] for row in owner.call("GET", made["id"] + "/models/")["items"]]
    assert (names[:3], len(names)) == (["a", "b", "m0000"], 1_000)
    standin.models = [{"deep": 1}]
    assert owner.call("GET", made["id"] + "/models/")["items"] == []
    standin.key = "another"
    assert owner.call("GET", made["id"] + "/models/", status=424)["code"] == "provider_key_refused"


def test_trying_has_a_rate_of_its_own(owners: Owners) -> None:
    """Nobody has a provider asked again and again."""
    owner = owners(plan={"person_rates": {"provider": "2/minute"}})
    made = owner.provider()
    for status in (200, 200, 429):
        owner.call("POST", made["id"] + "/test/", status=status, model="m")
    assert owner.names() == ["Ours"]
