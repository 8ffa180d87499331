"""What an import, a type checker or a look at the code would have found; here it fails before anybody meets it."""

import ast
import builtins
import importlib
import inspect
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from types import FunctionType, ModuleType

import pytest

from deployments.reference.codes import FOLDERS, PACKAGES, ROOT
from pipelines import metrics
from pipelines.embedding.factory import configured_embedder
from pipelines.errors import EmbedderUnavailable
from pipelines.metrics.collector import Collector
from pipelines.metrics.names import METRICS
from pipelines.settings import PipelineSettings
from webapp.alerts.rules import RULES, AlertLevel

# Started by something else, or building something at their import.
PROGRAMS = re.compile(r"__main__|\.migrations\.|webapp\.openapi_document")


@cache
def sources() -> dict[str, ast.Module]:
    """Every module of the project, by its name."""
    paths = [path for folder in FOLDERS for path in folder.rglob("*.py") if "node_modules" not in path.parts]
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}
    return {name: ast.parse(path.read_text()) for name, path in names.items()}


@cache
def modules() -> dict[str, ModuleType]:
    """Every module that importing does nothing to."""
    return {name: importlib.import_module(name) for name in sources() if not PROGRAMS.search(name)}


def imports(tree: ast.AST) -> Iterator[tuple[str, str | None]]:
    """(module, name in it) of every import, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield from ((node.module, alias.name) for alias in node.names)


def is_there(module: str, name: str | None) -> bool:
    """Whether an import of it goes well."""
    try:
        found = importlib.import_module(module)
        return name is None or hasattr(found, name) or bool(importlib.import_module(f"{module}.{name}"))
    except ImportError:
        return False


def test_service_imports_that_do_not_exist() -> None:
    """Every import of this project's own modules leads somewhere, also those within functions."""
    wanted = {
        (module, name, where)
        for where, tree in sources().items()
        for module, name in imports(tree)
        if module.split(".")[0] in PACKAGES and not PROGRAMS.search(module)
    }
    assert len(wanted) > 1_000
    assert [one for one in sorted(wanted, key=str) if not is_there(*one[:2])] == []


def test_metric_function_that_is_missing() -> None:
    """``track_metric`` is there, and every call of it names a metric and labels that there are."""
    metrics.track_metric("lockouts")
    calls = [
        (node, where)
        for where, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "track_metric"
    ]
    assert len(calls) > 10
    for node, where in calls:
        name = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
        labels = {keyword.arg for keyword in node.keywords}
        assert name is None or name in METRICS, (name, where)
        assert name is None or None in labels or labels == METRICS[name].labels.keys(), (name, where)


def test_collector_that_is_not_exported() -> None:
    """One instance, under its name in its package, holds what is counted."""
    assert isinstance(metrics.COLLECTOR, Collector)
    assert {"COLLECTOR", "track_metric"} <= set(metrics.__all__)

    def lockouts() -> float:
        named = [one for one in metrics.COLLECTOR.families() if one.name == "refdesk_lockouts"]
        return sum(sample.value for family in named for sample in family.samples)

    before = lockouts()
    metrics.track_metric("lockouts")
    assert lockouts() == before + 1


def test_one_alert_level_under_two_names() -> None:
    """One enumeration; rules, API and interface say its four words and no others."""
    defined = [
        f"{where}.{node.name}"
        for where, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and re.search(r"Alert.*(Level|Severity)|^Severity|^Level$", node.name)
    ]
    assert defined == ["webapp.alerts.rules.AlertLevel"]
    assert [level.value for level in AlertLevel] == ["info", "warning", "error", "critical"]
    assert all(isinstance(rule.level, AlertLevel) for rule in RULES.values())
    contract = json.loads((ROOT / "webapp" / "openapi.json").read_text())
    assert list(_enumerations(contract, "critical")) == [[level.value for level in AlertLevel]]


def _enumerations(document: object, word: str) -> Iterator[object]:
    """The enumerations of a contract that have this word."""
    for key, value in document.items() if isinstance(document, dict) else enumerate(document):  # type: ignore[arg-type]
        if key == "enum" and word in value:
            yield value
        elif isinstance(value, (dict, list)):
            yield from _enumerations(value, word)


def test_optional_library_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """At its import no module needs more than the project always installs; an extra is asked for where it is used."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = {_plain(re.split(r"[\[<>=~;! ]", line)[0]) for line in project["dependencies"]}
    extras = [one for extra in project["optional-dependencies"].values() for one in extra]
    optional = {_plain(re.split(r"[\[<>=~;! ]", line)[0]) for line in extras} - needed
    assert optional
    from_distribution = packages_distributions()
    for where, tree in sources().items():
        for module, _ in imports(ast.Module([one for one in tree.body if _is_import(one)], [])):
            top = module.split(".")[0]
            assert not {_plain(one) for one in from_distribution.get(top, [top])} & optional, (where, module)
    monkeypatch.setitem(sys.modules, "fastembed", None)
    embedder = configured_embedder(PipelineSettings(embedder="fastembed:some-model"))
    with pytest.raises(EmbedderUnavailable) as refused:
        embedder.embed_question("words")
    assert "fastembed" in refused.value.action


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, (ast.Import, ast.ImportFrom))


def test_typing_import_that_is_missing() -> None:
    """The annotations of every class and function can be read: no name in them is missing."""
    looked = 0
    for module in modules().values():
        known = vars(module) | _for_checkers(module)
        for annotated, within in _annotated(module):
            for annotation in inspect.get_annotations(annotated).values():
                # Those that are no words have been read at the import.
                read = ast.walk(ast.parse(annotation, mode="eval")) if isinstance(annotation, str) else ()
                named = {node.id for node in read if isinstance(node, ast.Name)}
                assert named <= known.keys() | within.keys() | vars(builtins).keys(), (module, annotated, annotation)
                looked += 1
    assert looked > 2_000


def _annotated(module: ModuleType) -> Iterator[tuple[type | FunctionType, dict[str, object]]]:
    """Classes and functions that a module defines, methods too, each with the names within its class."""
    for one in vars(module).values():
        if getattr(one, "__module__", None) == module.__name__ and (inspect.isclass(one) or inspect.isfunction(one)):
            within = dict(vars(one)) if inspect.isclass(one) else {}
            yield one, within
            functions = (member for member in within.values() if inspect.isfunction(member))
            # Frameworks add some that they have written themselves.
            yield from ((member, within) for member in functions if member.__code__.co_filename == module.__file__)


def _for_checkers(module: ModuleType) -> dict[str, None]:
    """The names that a module imports for type checkers only."""
    only = (node for node in sources()[module.__name__].body if isinstance(node, ast.If))
    inner = (node for one in only if "TYPE_CHECKING" in ast.unparse(one.test) for node in ast.walk(one))
    aliases = (alias for node in inner if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names)
    return {(alias.asname or alias.name).split(".")[0]: None for alias in aliases}


def test_name_that_collides_with_the_frameworks() -> None:
    """No class of a framework's finds one of its attributes replaced by something of another kind."""
    collisions = []
    for module in modules().values():
        for one in vars(module).values():
            if not inspect.isclass(one) or one.__module__ != module.__name__:
                continue
            for base in one.__mro__[1:]:
                if base.__module__.split(".")[0] in (*PACKAGES, "builtins", "typing", "enum", "abc", "ctypes"):
                    continue
                for name, own in vars(one).items():
                    theirs = vars(base).get(name, own)
                    if not name.startswith("_") and callable(theirs) != callable(own) and _is_settled(theirs):
                        collisions.append(f"{module.__name__}.{one.__name__}.{name} of {base.__name__}")
    assert collisions == []


def _is_settled(theirs: object) -> bool:
    """A framework's default of None, or a property, may be filled by anything."""
    return theirs is not None and not isinstance(theirs, property)
