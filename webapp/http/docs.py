"""The API's description and its page, without any other host and without inline script."""

from importlib.metadata import distribution
from pathlib import Path

from apiflask import APIBlueprint
from flask import Response, current_app, jsonify, redirect, send_file
from werkzeug.wrappers import Response as AnyResponse

from webapp.errors import NotFound
from webapp.http.openapi import describe

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
OWN = Path(__file__).parents[1] / "static"
FROM_WHEEL = ("swagger-ui.css", "swagger-ui-bundle.js")

blueprint = APIBlueprint("docs", __name__, enable_openapi=False)


@blueprint.get("/")
def home() -> AnyResponse:
    """Lead to the documentation where no web interface was built."""
    return redirect("/docs/")


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The description of the API, OpenAPI 3.1."""
    return jsonify(describe(current_app))


@blueprint.get("/docs/")
def page() -> Response:
    """The API to read and to try."""
    return _sent(OWN / "docs.html")


@blueprint.get("/docs/assets/<name>")
def asset(name: str) -> Response:
    """A file of the page. The names are listed: no path of a caller ever reaches the disk."""
    if name == "docs.js":
        return _sent(OWN / name)
    if name not in FROM_WHEEL:
        raise NotFound("There is no such file.")
    # Asked of the metadata: importing the wheel would import FastAPI.
    return _sent(Path(str(distribution("fastapi-offline").locate_file(f"fastapi_offline/static/{name}"))))


def _sent(path: Path) -> Response:
    response = send_file(path, max_age=0, conditional=True)
    response.headers["Content-Security-Policy"] = POLICY
    return response
