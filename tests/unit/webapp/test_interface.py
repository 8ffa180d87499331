"""The web interface is served from its build: page, files, and nothing else of the disk."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from webapp.app import create_app
from webapp.settings import WebSettings

PAGE = '<meta name="csp-nonce" content="__CSP_NONCE__"><script type="module" src="/assets/main-Ab1_.js"></script>'
SCRIPT = b"export const everything = 42;\n"


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the build writes it, beside a file that is nobody's business."""
    folder = tmp_path_factory.mktemp("ui") / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "index.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (folder / "favicon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "assets" / "main-Ab1_.js").write_bytes(SCRIPT)
    (folder / "assets" / "main-Ab1_.js.gz").write_bytes(gzip.compress(SCRIPT))
    (folder / "assets" / "main-Ab1_.js.br").write_bytes(b"brotli stands here")
    (folder / "assets" / "plain-Cd2.css").write_text("body{}")
    (folder.parent / "secret.js").write_text("secret")
    return folder


@pytest.fixture(scope="module")
def client(build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The app with that build."""
    app = create_app(WebSettings(data_dir=tmp_path_factory.mktemp("web"), ui_dir=build), background=False)
    with app.test_client() as client:
        yield client
    app.extensions["refdesk.services"].close()


@pytest.fixture(scope="module")
def unbuilt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The app where nothing was built."""
    data = tmp_path_factory.mktemp("web")
    app = create_app(WebSettings(data_dir=data, ui_dir=data / "nothing"), background=False)
    with app.test_client() as client:
        yield client
    app.extensions["refdesk.services"].close()


def get(client: FlaskClient, path: str, **how: Any) -> TestResponse:
    """An answer whose file is closed again."""
    return client.get(path, buffered=True, **how)


def problem(answer: TestResponse) -> int:
    assert answer.content_type == "application/problem+json"
    return answer.status_code


@pytest.mark.parametrize("path", ["/", "/login", "/welcome?code=x", "/chatbots/1/chat", "/apiary", "/index.html", "/ä"])
def test_every_other_path_is_the_page(client: FlaskClient, path: str) -> None:
    """A fresh nonce stands in the page and in its policy; nothing keeps the page."""
    first, second = get(client, path), get(client, path)
    assert (first.status_code, first.mimetype) == (200, "text/html")
    nonces = [re.findall(r'content="([\w-]{20,})"', answer.text)[0] for answer in (first, second)]
    assert nonces[0] != nonces[1]
    policy = first.headers["Content-Security-Policy"]
    assert f"style-src 'self' 'nonce-{nonces[0]}';" in policy
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy
    assert first.headers["Cache-Control"] == "no-store"
    assert first.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    ["/api", "/api/", "/api/v1/nothing/", "/auth/nothing/", "/docs/nothing", "/healthz/x", "/metrics/x", "/static/x"],
)
def test_the_services_own_paths_stay_its_own(client: FlaskClient, path: str) -> None:
    """An unknown path there is a problem, not a page."""
    assert problem(get(client, path)) in (401, 404)


def test_known_paths_answer_as_ever(client: FlaskClient) -> None:
    """The page hides no route, and writes are not answered with a page."""
    assert get(client, "/healthz").is_json
    assert get(client, "/openapi.json").is_json
    assert "swagger" in get(client, "/docs/").text
    assert problem(get(client, "/api/v1/chatbots/")) == 401
    assert problem(client.post("/login", json={})) == 404
    assert problem(client.delete("/api/v1/chatbots/")) == 405


def test_the_page_is_found_by_head(client: FlaskClient) -> None:
    """Without its body."""
    answer = client.head("/login")
    assert (answer.status_code, answer.data) == (200, b"")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None), ("", None)],
)
def test_files_are_kept_for_a_year(client: FlaskClient, accepted: str, encoding: str | None) -> None:
    """Compressed as the build has them and the browser takes them."""
    answer = get(client, "/assets/main-Ab1_.js", headers={"Accept-Encoding": accepted})
    assert answer.status_code == 200
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.mimetype == "text/javascript"
    raw = gzip.decompress(answer.data) if encoding == "gzip" else answer.data
    assert raw == (b"brotli stands here" if encoding == "br" else SCRIPT)


def test_a_file_without_a_twin_is_sent_as_it_is(client: FlaskClient) -> None:
    """Small files are not compressed by the build."""
    answer = get(client, "/assets/plain-Cd2.css", headers={"Accept-Encoding": "br, gzip"})
    assert (answer.text, answer.headers.get("Content-Encoding")) == ("body{}", None)


def test_files_beside_the_page(client: FlaskClient) -> None:
    """Their names have no hash: asked for again each time, answered 304 where nothing changed."""
    answer = get(client, "/favicon.svg")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert "max-age=31536000" not in answer.headers["Cache-Control"]
    assert get(client, "/favicon.svg", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "name",
    ["gone-1.js", "", "main-Ab1_.js.gz", "../index.html", "..%2findex.html", "%2e%2e/secret.js", "../../secret.js",
     "..\\..\\secret.js", "/etc/passwd", "main-Ab1_.js/", "main-Ab1_.js%00", "%0amain-Ab1_.js", ".js", "a" * 5_000],
)  # fmt: skip
def test_an_unknown_file_is_a_problem(client: FlaskClient, name: str) -> None:
    """No other path of the disk can be asked for."""
    answer = get(client, f"/assets/{name}")
    assert "secret" not in answer.text
    if answer.request.path.startswith("/assets/"):
        assert problem(answer) == 404


@pytest.mark.parametrize("path", ["/../secret.js", "/%2e%2e/secret.js", "/..%2fsecret.js", "/index.html.gz"])
def test_no_way_out_of_the_folder(client: FlaskClient, path: str) -> None:
    """Such a path is one more unknown one: the page."""
    answer = get(client, path)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")


def test_without_a_build(unbuilt: FlaskClient) -> None:
    """The documentation is what there is to see."""
    home = get(unbuilt, "/")
    assert (home.status_code, home.headers["Location"]) == (302, "/docs/")
    assert problem(get(unbuilt, "/login")) == 404
    assert problem(get(unbuilt, "/assets/main-Ab1_.js")) == 404
