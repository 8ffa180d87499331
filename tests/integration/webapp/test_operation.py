"""Health, metrics, documentation and headers over HTTP."""

import time

import pytest

from tests.integration.webapp.conftest import Person, Web


@pytest.mark.alone
def test_readiness_names_what_is_missing(web: Web) -> None:
    """Without Prefect it is 503 within its two seconds, with consequence and remedy; optional parts are only listed."""
    web.client().get("/readyz")  # the key is there since somebody asked
    started = time.perf_counter()
    answer = web.client((web.data / "watch-key").read_text()).get("/readyz")
    assert time.perf_counter() - started < 2.5
    checks = {check["name"]: check for check in answer.json()["checks"]}
    assert (answer.status_code, answer.json()["status"]) == (503, "not_ready")
    assert checks["database"]["state"] == "ok"
    assert checks["prefect"]["state"] == "failing"
    assert checks["prefect"]["consequence"]
    assert checks["prefect"]["remedy"]
    assert {checks[name]["state"] for name in ("opensearch", "llm", "redis", "reranker")} == {"missing"}


@pytest.mark.parametrize("token", [None, "x", "é" * 64, "0" * 64])
def test_who_does_not_watch_learns_what_works_and_no_more(web: Web, token: str | None) -> None:
    """No remedy, which names addresses, no part that is optional, no count of documents; also for an account."""
    answer = web.client().get("/readyz", headers={"Authorization": f"Bearer {token}".encode()} if token else {})
    checks = {check["name"]: check for check in answer.json()["checks"]}
    assert answer.status_code == 503
    assert {check["state"] for check in checks.values()} == {"ok", "failing"}
    assert {check["remedy"] for check in checks.values()} == {""}
    assert {check["consequence"] for check in checks.values() if check["state"] == "ok"} == {""}
    assert checks["prefect"]["consequence"]
    assert "127.0.0.1" not in answer.text


def test_metrics_count_by_route(web: Web, anna: Person) -> None:
    """Counts and latencies by route pattern; no id and no invented path becomes a label."""
    one = anna.client.post("/api/v1/chatbots/", json={"name": "x"}).json()["id"]
    anna.client.get(f"/api/v1/chatbots/{one}/")
    anna.client.get("/invented-by-the-caller")
    assert web.client().get("/metrics").status_code == 401
    answer = web.client((web.data / "watch-key").read_text()).get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    route = 'method="GET",route="/api/v1/chatbots/<chatbot_id>/"'
    assert f'refdesk_http_requests_total{{{route},status="200"}} ' in answer.text
    assert f'refdesk_http_request_seconds_bucket{{le="+Inf",{route}}} ' in answer.text
    assert one not in answer.text
    assert "invented" not in answer.text


def test_home_leads_to_the_documentation(web: Web) -> None:
    """``/`` redirects to the page; every asset it names is served from here, none inline."""
    home = web.client().get("/")
    assert (home.status_code, home.headers["location"]) == (302, "/docs/")
    page = web.client().get("/docs/")
    assert "http://" not in page.text
    assert "https://" not in page.text
    assert "'unsafe" not in page.headers["content-security-policy"]
    assert "script-src 'self'" in page.headers["content-security-policy"]
    for name in ("swagger-ui.css", "swagger-ui-bundle.js", "docs.js"):
        assert f"/docs/assets/{name}" in page.text
        assert web.client().get(f"/docs/assets/{name}").status_code == 200
    for name in ("redoc.standalone.js", "..%2f..%2fapp.py", "%2e%2e/docs.html"):
        assert web.client().get(f"/docs/assets/{name}").status_code == 404


def test_the_api_describes_itself(web: Web) -> None:
    """OpenAPI 3.1, in which every operation but the public ones asks for the token."""
    description = web.client().get("/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    assert description["paths"]["/api/v1/chatbots/"]["get"]["security"] == [{"BearerAuth": []}]
    assert "security" not in description["paths"]["/auth/login/"]["post"]


def test_every_answer_carries_the_headers(web: Web, anna: Person) -> None:
    """Answers, problems and pages."""
    for path in ("/auth/me/", "/nothing", "/docs/", "/openapi.json", "/metrics"):
        headers = anna.client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-frame-options"] == "DENY"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "set-cookie" not in headers
