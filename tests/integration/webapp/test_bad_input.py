"""Nothing that a client sends is answered with 500, nor with anything but problem+json."""

import http.client
import json
import socket
from urllib.parse import urlsplit

import httpx
import pytest

from tests.integration.webapp.conftest import Person, Web

URL = "/api/v1/chatbots/"
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def anna(web: Web) -> Person:
    """One person for all: what is refused changes nothing."""
    return web.person()


def refused(answer: httpx.Response, status: int, code: str | None = None, *, field: str | None = None) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert {"type", "title", "status", "code", "detail", "request_id"} <= set(body)
    assert body["status"] == status
    assert body["request_id"] == answer.headers["x-request-id"]
    if code:
        assert body["code"] == code
    if field:
        assert field in [error["field"] for error in body["errors"]]


@pytest.mark.parametrize(
    "raw",
    [b"{", b"nope", b'{"name": "x",}', b"\xff\xfe", b'{"name": "\xff"}', b"[" * 2_000,
     b'{"a":' * 2_000 + b"1" + b"}" * 2_000,
     b"[" * 9_000, b'{"name": "a\nb"}', b"{'name': 'x'}", b"\x00"],
    ids=repr,
)  # fmt: skip
def test_malformed_json_is_400(anna: Person, raw: bytes) -> None:
    """Also where it is nested 2,000 deep, or no text at all."""
    refused(anna.client.post(URL, content=raw[:300_000], headers=JSON), 400, "malformed_json")


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ('{"name": "x", "temperature": NaN}', "temperature"),
        ('{"name": "x", "temperature": Infinity}', "temperature"),
        ('{"name": "x", "temperature": -Infinity}', "temperature"),
        ('{"name": "x", "temperature": 1e400}', "temperature"),
        ('{"name": "x", "temperature": 1' + "0" * 400 + "}", "temperature"),
        ('{"name": "x", "temperature": 1' + "0" * 9_000 + "}", "temperature"),
        ('{"name": 1' + "0" * 400 + "}", "name"),
        ('{"name": "\\ud800"}', "name"),
        ('{"name": "a\\u0000b"}', "name"),
        ('{"name": "x", "description": "\\udfff\\ud800"}', "description"),
        ('{"name": "x", "other": [{"deep": NaN}]}', "other.0.deep"),
        ("[]", "body"), ('"x"', "body"), ("5", "body"), ("null", "name"), ("", "name"), ("{}", "name"), ("NaN", "body"),
    ],
)  # fmt: skip
def test_values_that_cannot_be_are_422(anna: Person, raw: str, field: str) -> None:
    """Numbers beyond any size, halves of characters and NUL are refused by name; so is what is no object."""
    refused(anna.client.post(URL, content=raw, headers=JSON), 422, field=field)


def test_of_a_key_that_comes_twice_the_last_counts(anna: Person) -> None:
    """As in every JSON parser that the clients use."""
    answer = anna.client.post(URL, content='{"name": "a", "name": "b"}', headers=JSON)
    assert answer.json()["name"] == "b"


@pytest.mark.parametrize(
    "mime", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x", "text/html; charset=x"]
)
def test_another_type_of_body_is_415(anna: Person, mime: str) -> None:
    """A body that is not called JSON is not read."""
    refused(
        anna.client.post(URL, content=b'{"name": "x"}', headers={"Content-Type": mime}), 415, "unsupported_media_type"
    )


def test_unknown_paths_and_methods(web: Web, anna: Person) -> None:
    """404 and 405, the latter with what is allowed; never 500."""
    refused(web.client().get("/nothing/here"), 404, "not_found")
    refused(web.client().get("/api/v1/%00%ff/"), 404)
    answer = anna.client.put(URL)
    refused(answer, 405, "method_not_allowed")
    assert {"GET", "POST"} <= set(answer.headers["allow"].split(", "))
    for method in ("TRACE", "CONNECT", "PROPFIND", "WHATEVER"):
        assert anna.client.request(method, URL).status_code in (400, 405, 501)
    assert anna.client.options(URL).status_code == 200
    assert anna.client.head(URL).status_code == 200


def test_no_token_is_401_before_anything_else(web: Web) -> None:
    """Neither the id nor the body is looked at."""
    refused(web.client().post(URL, content=b"{", headers=JSON), 401, "unauthorized")
    refused(web.client().get(f"{URL}nothing/"), 401, "unauthorized")


def test_too_large_json_is_413(web: Web, anna: Person) -> None:
    """More than 1 MB of JSON, with and without a token, with and without a length: limit and setting are named."""
    big = b'{"name": "' + b"x" * 1_100_000 + b'"}'
    for answer in (
        anna.client.post(URL, content=big, headers=JSON),
        web.client().post("/auth/login/", content=big, headers=JSON),
        anna.client.post(URL, content=iter([big]), headers=JSON),
    ):
        refused(answer, 413, "too_large")
        assert answer.json()["detail"] == "The body is over 1 MB; send less, or raise REFDESK_MAX_JSON_MB."


def test_fields_that_nobody_knows_are_refused_by_name(anna: Person) -> None:
    """422 with every unknown field, also those of nested objects, and of thousands the first fifty."""
    chatbot = anna.client.post(URL, json={"name": "Desk"}).json()["id"]
    sources = f"{URL}{chatbot}/sources/"
    schedule = {"cron": "0 3 * * *", "timezon": "UTC"}
    for path, method, body, field in (
        (f"{URL}{chatbot}/", "PATCH", {"nam": "x"}, "nam"),
        (f"{URL}{chatbot}/settings/", "PATCH", {"topk": 3}, "topk"),
        (f"{URL}{chatbot}/search/", "POST", {"query": "x", "k": 3}, "k"),
        (f"{URL}{chatbot}/conversations/", "POST", {"name": "x"}, "name"),
        (sources, "POST", {"name": "a", "kind": "upload", "schedule": schedule}, "schedule.timezon"),
        (sources, "POST", {"name": "a", "kind": "upload", "config": {"url": "x"}}, "config.url"),
        ("/auth/login/", "POST", {"email": anna.email, "password": "x", "remember": True}, "remember"),
    ):
        answer = anna.client.request(method, path, json=body)
        refused(answer, 422, "invalid", field=field)
        (error,) = answer.json()["errors"]
        assert error["message"] == "There is no such field here."
        assert field in answer.json()["detail"]
    assert anna.client.get(f"{URL}{chatbot}/", params={"unknown": "1"}).status_code == 200
    many = anna.client.post(URL, json={"name": "x"} | {f"field{number}": 1 for number in range(5_000)})
    refused(many, 422)
    assert len(many.json()["errors"]) == 50


@pytest.mark.parametrize("token", [True, False])
@pytest.mark.parametrize("size", [51_000_000, 54_900_000])
def test_a_client_that_sends_everything_first_receives_the_refusal(
    web: Web, anna: Person, *, size: int, token: bool
) -> None:
    """What comes is passed over to its end: no broken pipe. Its length is told before anybody asks who it is."""
    target = urlsplit(web.url)
    connection = http.client.HTTPConnection(target.hostname or "", target.port, timeout=60)
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    if token:
        headers["Authorization"] = anna.client.headers["authorization"]
    connection.request("POST", URL, body=b"\0" * size, headers=headers)
    answer = connection.getresponse()
    assert answer.status == 413
    body = json.loads(answer.read())
    assert body["code"] == "too_large"
    assert "50 MB" in body["detail"]
    assert "REFDESK_MAX_UPLOAD_MB" in body["detail"]
    connection.close()


def test_after_a_refusal_the_connection_still_serves(web: Web) -> None:
    """What was left of a refused body is not taken for the next request."""
    target = urlsplit(web.url)
    with socket.create_connection((target.hostname, target.port or 0), timeout=20) as raw:
        raw.sendall(b"POST /api/v1/chatbots/ HTTP/1.1\r\nHost: x\r\nContent-Length: 400000\r\n\r\n" + b"G" * 400_000)
        raw.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        received = b""
        while block := raw.recv(65_536):
            received += block
    assert received.startswith(b"HTTP/1.1 401")
    assert received.endswith(b'{"status":"ok"}\n')


def test_huge_headers_and_queries_are_the_callers_fault(web: Web, anna: Person) -> None:
    """A query string within the server's limit is read; beyond it the answer is 4xx."""
    assert anna.client.get(URL, params={"x": "y" * 7_000}).status_code == 200
    assert 400 <= anna.client.get(URL, params={"x": "y" * 60_000}).status_code < 500
    assert anna.client.get(URL, headers={"X-Long": "y" * 7_000}).status_code == 200
    assert anna.client.get(f"{URL}?%ff%fe=%00&limit=5&&&=;").status_code == 200


def test_request_ids(web: Web) -> None:
    """A sane id of the caller comes back and is in the log; another one is replaced."""
    sane = "caller-0123456789.abc"
    assert web.client().get("/healthz", headers={"X-Request-ID": sane}).headers["x-request-id"] == sane
    for bad in ("a", "x" * 200, "a b c d e f g", '"quoted-text"'):
        assert web.client().get("/healthz", headers={"X-Request-ID": bad}).headers["x-request-id"] != bad
    assert sane in (web.data / "web.log").read_text()


def test_the_log_is_json_without_secrets(web: Web, anna: Person) -> None:
    """One object a line; no token, password or address of anybody."""
    anna.client.get("/auth/me/", params={"token": "in-the-query"})
    log = (web.data / "web.log").read_text()
    for line in log.splitlines():
        json.loads(line)
    for secret in (anna.session["access_token"], anna.session["refresh_token"], anna.email, "in-the-query"):
        assert secret not in log


def test_nothing_so_far_was_answered_with_500(web: Web) -> None:
    """The log of everything that these tests sent holds no internal error."""
    log = (web.data / "web.log").read_text()
    assert '"status": 500' not in log
    assert "request_failed" not in log
