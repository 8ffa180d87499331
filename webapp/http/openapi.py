"""The API's description, OpenAPI 3.1, generated from the routes."""

import json
import re
from collections.abc import Iterator
from typing import Any, cast

from apiflask import APIFlask
from flask import Flask

from webapp.http.doors import Whose, whose
from webapp.http.problems import MIME, Problem

SCHEME = "BearerAuth"
GENERATED = "HTTPError"
NESTED = re.compile(r"(#/components/schemas/)(?:\w+\.)+(?=\w)")
METHODS = frozenset({"get", "post", "put", "patch", "delete"})
ALWAYS = {"4XX": "A problem the caller can solve", "5XX": "A problem of the installation"}


def install(app: APIFlask) -> None:
    """Set what the generator needs."""
    app.config.update(
        OPENAPI_VERSION="3.1.0",
        DESCRIPTION="Answers from your own collection, with citations proven against the stored text.",
        SERVERS=[{"url": "/"}],
        AUTO_OPERATION_ID=True,
        AUTO_404_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        AUTO_AUTH_ERROR_RESPONSE=False,
        HTTP_ERROR_SCHEMA={"type": "object"},
        SECURITY_SCHEMES={SCHEME: {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
    )
    app.spec_processor(lambda spec: _finish(app, cast("dict[str, Any]", spec)))


def describe(app: Flask) -> dict[str, Any]:
    """The description of an app made by ``create_app``."""
    return cast("dict[str, Any]", cast(APIFlask, app).spec)


def as_text(description: dict[str, Any]) -> str:
    """The form that is committed."""
    return json.dumps(description, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _finish(app: APIFlask, spec: dict[str, Any]) -> dict[str, Any]:
    schemas = spec["components"].setdefault("schemas", {})
    schemas.pop(GENERATED, None)
    schemas["Problem"] = _problem_schema()
    open_ids = _open_operations(app)
    for operation in _operations(spec):
        if operation["operationId"] not in open_ids:
            operation["security"] = [{SCHEME: []}]
        _problems_of(operation["responses"])
        if body := operation.get("requestBody"):
            body["required"] = any("required" in schema for schema in _schemas_of(body, schemas))
    return _short_names(spec)


def _problems_of(answers: dict[str, Any]) -> None:
    for status in [status for status in answers if status[0] in "45"]:
        if GENERATED in json.dumps(answers[status]):
            answers[status]["content"] = _problem_content()
    for status, description in ALWAYS.items():
        answers[status] = {"description": description, "content": _problem_content()}


def _schemas_of(body: dict[str, Any], schemas: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for content in body["content"].values():
        yield schemas.get(content["schema"].get("$ref", "").rpartition("/")[2], content["schema"])


def _short_names(spec: dict[str, Any]) -> dict[str, Any]:
    # pydantic's nested models arrive as "Outer.Inner", once for each outer one; their own names are unique here.
    text = json.dumps({**spec, "components": {**spec["components"], "schemas": {}}})
    schemas = json.loads(NESTED.sub(r"\1", json.dumps(spec["components"]["schemas"])))
    short: dict[str, Any] = {}
    for name, schema in schemas.items():
        if short.setdefault(name.rpartition(".")[2], schema) != schema:
            raise ValueError(f"Two different models are called {name.rpartition('.')[2]}; rename one.")
    described: dict[str, Any] = json.loads(NESTED.sub(r"\1", text))
    described["components"]["schemas"] = short
    return described


def _operations(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in spec["paths"].values():
        yield from (operation for method, operation in path.items() if method in METHODS)


def _open_operations(app: APIFlask) -> frozenset[str]:
    return frozenset(
        f"{method.lower()}_{rule.endpoint.replace('.', '_')}"
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if whose(app, method, rule.rule) is Whose.ANYBODY
    )


def _problem_content() -> dict[str, Any]:
    return {MIME: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def _problem_schema() -> dict[str, Any]:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    parts = schema.pop("$defs")
    schema["properties"]["errors"]["anyOf"][0]["items"] = parts["FieldError"]
    schema["properties"]["limit"]["anyOf"][0] = parts["LimitOut"]
    return schema
