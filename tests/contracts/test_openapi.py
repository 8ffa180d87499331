"""The committed description of the API is the one that the routes make."""

import json
from pathlib import Path
from typing import Any

import pytest

from webapp.app import create_app
from webapp.http.openapi import as_text, describe
from webapp.openapi import COMMITTED
from webapp.settings import WebSettings


@pytest.fixture(scope="module")
def description(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the app says of itself."""
    app = create_app(WebSettings(data_dir=tmp_path_factory.mktemp("web")), background=False)
    made = describe(app)
    app.extensions["refdesk.services"].close()
    return made


def test_the_committed_description_is_current(description: dict[str, Any]) -> None:
    """Run ``python -m webapp.openapi`` after a change of the routes."""
    assert COMMITTED.read_text(encoding="utf-8") == as_text(description)


def test_every_reference_leads_somewhere(description: dict[str, Any]) -> None:
    """No dangling ``$ref``, and no model under two names."""
    schemas = description["components"]["schemas"]
    text = json.dumps(description)
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in schemas
    assert not [name for name in schemas if "." in name]


def test_every_operation_says_what_it_is(description: dict[str, Any]) -> None:
    """An id of its own, a summary, an answer that succeeds, and problems as problem+json."""
    ids = []
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            ids.append(operation["operationId"])
            assert operation["summary"].strip(), where
            assert any(status.startswith("2") for status in operation["responses"]), where
            assert list(operation["responses"]["4XX"]["content"]) == ["application/problem+json"], where
    assert len(ids) == len(set(ids))


def test_every_json_body_names_what_it_takes(description: dict[str, Any]) -> None:
    """Whatever an object of a body holds beside its own fields is refused, also in nested ones."""
    schemas, seen = description["components"]["schemas"], set()
    bodies = (
        operation["requestBody"]["content"].get("application/json", {})
        for operations in description["paths"].values()
        for operation in operations.values()
        if "requestBody" in operation
    )
    open_parts = [json.dumps(body) for body in bodies]
    while open_parts:
        names = {part.split('"')[0] for part in open_parts.pop().split("#/components/schemas/")[1:]} - seen
        seen |= names
        open_parts += [json.dumps(schemas[name]) for name in names]
    objects = {name for name in seen if schemas[name].get("type") == "object"}
    assert {"SourcePatch", "ScheduleIn", "LoginIn", "MessageIn"} <= objects
    assert [name for name in objects if schemas[name].get("additionalProperties") is not False] == []


def test_the_file_is_where_the_interface_looks_for_it() -> None:
    """``webapp/openapi.json``."""
    assert Path(__file__).parents[2].joinpath("webapp", "openapi.json").samefile(COMMITTED)
