"""The documentation names every error code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.contracts.test_architecture import beneath

ROOT = Path(__file__).parents[2]
PACKAGES = ("pipelines", "flows", "webapp", "deployments")
PAGE = ROOT / "docs" / "troubleshooting.md"
# Called with the code as an argument, by position.
CALLS = {"fail": 0, "skip": 0, "field": 2}
# Stands for "the server named no code" in the command line.
UNNAMED = {"failed", "chatbot"}


def string(node: ast.AST | None) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def codes(tree: ast.AST) -> Iterator[str]:
    """Every literal that is used as an error's code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "code":
            yield from string(node.value)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            names = [getattr(target, "id", "") for target in node.targets[0].elts]
            if "code" in names and isinstance(node.value, ast.Tuple):
                yield from string(node.value.elts[names.index("code")])
        if isinstance(node, ast.Call):
            yield from called(node)


def called(node: ast.Call) -> Iterator[str]:
    for keyword in node.keywords:
        if keyword.arg == "code":
            yield from string(keyword.value)
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name in CALLS and len(node.args) > CALLS[name]:
        yield from string(node.args[CALLS[name]])


def test_every_error_code_is_explained() -> None:
    """Whatever code a person may meet stands in the troubleshooting page with its remedy."""
    explained = set(re.findall(r"`([a-z_]+)`", PAGE.read_text()))
    files = [path for package in PACKAGES for path in beneath(ROOT / package)]
    used = {code for path in files for code in codes(ast.parse(path.read_text()))}
    used = {code for code in used if re.fullmatch(r"[a-z]+(_[a-z]+)*", code)}
    assert len(used) > 30
    assert used - explained - UNNAMED == set()
