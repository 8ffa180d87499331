"""Finds every error code that the programs use, by reading their source: nothing is imported or run."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("pipelines", "flows", "webapp", "deployments")
FOLDERS = tuple(ROOT / name for name in PACKAGES)
CODE = re.compile(r"[a-z]+(_[a-z]+)*")


@cache
def used_codes(packages: tuple[Path, ...] = FOLDERS) -> Mapping[str, set[int]]:
    """Every code under these folders with its HTTP statuses, none for those that no HTTP error class carries.

    A code is a text that is called ``code``: as a class's attribute, as an argument by name or by position, as its
    default, or as a key of a dictionary.
    """
    trees = [ast.parse(path.read_text()) for package in packages for path in _sources(package)]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    places, statuses = _places(nodes), _statuses(nodes)
    found: dict[str, set[int]] = {}
    for node in nodes:
        for code, owner in _codes(node, places):
            if CODE.fullmatch(code):
                found.setdefault(code, set()).update(statuses.get(owner, ()))
    return found


def _sources(package: Path) -> list[Path]:
    left_out = {"node_modules", "versions", "reference"}
    return sorted(path for path in package.rglob("*.py") if not left_out & set(path.parts))


def _codes(node: ast.AST, places: dict[str, set[int]]) -> Iterator[tuple[str, str]]:
    """Codes that stand at a node, each with the class or function it is given to."""
    if isinstance(node, ast.ClassDef):
        for name, value in _assigned(node):
            yield from ((code, node.name) for code in _texts(value) if name == "code")
    elif isinstance(node, ast.Call):
        owner = _called(node)
        given = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
        given += [node.args[place] for place in places.get(owner, ()) if place < len(node.args)]
        yield from ((code, _class(node) or owner) for value in given for code in _texts(value))
    elif isinstance(node, ast.FunctionDef):
        yield from ((code, "") for value in _defaults(node.args) for code in _texts(value))
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            yield from ((code, "") for code in _texts(value) if isinstance(key, ast.Constant) and key.value == "code")


def _texts(value: ast.AST | None) -> Iterator[str]:
    """Texts that an expression may be: itself, or the branches of ``a if b else c`` and ``a or b``."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from (*_texts(value.body), *_texts(value.orelse))
    elif isinstance(value, ast.BoolOp):
        for one in value.values:
            yield from _texts(one)


def _assigned(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    """A class's attributes, also those of ``a, b = 1, 2``."""
    for line in node.body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.value:
            yield line.target.id, line.value
        if not isinstance(line, ast.Assign):
            continue
        target, value = line.targets[0], line.value
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            yield from ((getattr(name, "id", ""), one) for name, one in zip(target.elts, value.elts, strict=True))
        else:
            yield getattr(target, "id", ""), value


def _places(nodes: Iterable[ast.AST]) -> dict[str, set[int]]:
    """Functions and dataclasses that take a code by position, with its place."""
    places: dict[str, set[int]] = {}
    for node in nodes:
        if isinstance(node, ast.FunctionDef):
            names = [arg.arg for arg in node.args.args if arg.arg not in ("self", "cls")]
        elif isinstance(node, ast.ClassDef):
            names = [getattr(line.target, "id", "") for line in node.body if isinstance(line, ast.AnnAssign)]
        else:
            continue
        if "code" in names:
            places.setdefault(node.name, set()).add(names.index("code"))
    return places


def _defaults(arguments: ast.arguments) -> Iterator[ast.expr]:
    with_default = arguments.args[len(arguments.args) - len(arguments.defaults) :]
    every = [
        *zip(with_default, arguments.defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    for argument, default in every:
        if argument.arg == "code" and default is not None:
            yield default


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _class(node: ast.Call) -> str:
    """``Invalid`` of ``Invalid.field(…)``."""
    function = node.func
    return getattr(function.value, "id", "") if isinstance(function, ast.Attribute) else ""


def _statuses(nodes: Iterable[ast.AST]) -> dict[str, set[int]]:
    """The HTTP status of each error class, its own or that of the class it is made from."""
    classes = {node.name: node for node in nodes if isinstance(node, ast.ClassDef)}

    def status(name: str) -> set[int]:
        node = classes.get(name)
        if node is None:
            return set()
        own = {value.value for key, value in _assigned(node) if key == "status" and isinstance(value, ast.Constant)}
        return {one for one in own if isinstance(one, int)} or {
            one for base in node.bases for one in status(getattr(base, "id", ""))
        }

    return {name: status(name) for name in classes}
