"""The house rules that a program can check: sizes, routes, imports without side effects, one place for settings."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("pipelines", "flows", "webapp", "deployments")
# Where a program starts: the environment is read there and handed on as settings.
READS_ENVIRONMENT = {
    "pipelines/__init__.py",
    "deployments/opensearch_local.py",
    "deployments/prefect_server.py",
    "deployments/bootstrap.py",
    "deployments/stack/shim.py",
}
FILE_LINES, TEST_LINES, FUNCTION_LINES, POSITIONAL, ROUTE_LINES = 400, 600, 60, 3, 10


def sources(*folders: str) -> list[Path]:
    """Python files under these folders, generated migrations left out."""
    return sorted(path for folder in folders for path in beneath(ROOT / folder))


@cache
def beneath(folder: Path) -> list[Path]:
    """The Python files beneath a folder, without a look into the interface's many packages."""
    within = [path for path in folder.iterdir() if path.is_dir() and path.name not in ("node_modules", "versions")]
    return [*folder.glob("*.py"), *(path for one in within for path in beneath(one))]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@pytest.fixture(scope="module", autouse=True)
def forgotten() -> Iterator[None]:
    """What was read of all files is a hundred megabytes, for these tests only."""
    yield
    tree.cache_clear()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def body_length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function's body without its docstring."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (node.end_lineno or 0) - body[0].lineno + 1 if body else 0


def positional(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    given = [*node.args.posonlyargs, *node.args.args]
    return len([arg for arg in given if arg.arg not in ("self", "cls")])


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_source_files_are_small() -> None:
    """At most 400 lines a file, 60 a function, 3 positional arguments."""
    paths = sources(*PACKAGES)
    assert [name(path) for path in paths if lines(path) > FILE_LINES] == []
    assert [(name(path), f.name) for path in paths for f in functions(path) if length(f) > FUNCTION_LINES] == []
    # A command's parameters are its options: typer calls it by keyword.
    called = [path for path in paths if path.parent.name != "commands"]
    assert [(name(path), f.name) for path in called for f in functions(path) if positional(f) > POSITIONAL] == []


def test_test_files_are_small() -> None:
    """At most 600 lines."""
    assert [name(path) for path in sources("tests") if lines(path) > TEST_LINES] == []


@pytest.mark.parametrize("path", [p for p in sources("webapp") if p.name == "routes.py"], ids=name)
def test_a_route_declares(path: Path) -> None:
    """A route's body has at most 10 lines, no ``try`` and no query."""
    for function in functions(path):
        assert body_length(function) <= ROUTE_LINES, function.name
        assert not any(isinstance(node, ast.Try) for node in ast.walk(function)), function.name


def test_the_environment_is_read_in_settings_only() -> None:
    """``os.environ`` and ``os.getenv`` stand in settings modules and launchers."""
    read = {
        name(path)
        for path in sources(*PACKAGES)
        if path.name != "settings.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    }
    assert read <= READS_ENVIRONMENT


def undocumented(path: Path) -> list[str]:
    """What is public in a file and has no docstring."""
    documented = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    public = [one for one in tree(path).body if isinstance(one, documented) and not one.name.startswith("_")]
    bare = [] if ast.get_docstring(tree(path)) else ["module"]
    return bare + [one.name for one in public if not ast.get_docstring(one)]


def test_the_public_is_documented() -> None:
    """Modules, public classes and public functions have a docstring."""
    assert {name(path): bare for path in sources(*PACKAGES) if (bare := undocumented(path))} == {}


IMPORTS = """
import importlib, sys
allowed = ("/dev/null",)
def hook(event, args):
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+") and str(args[0]) not in allowed:
        raise SystemExit(f"importing {name} opens {args[0]} for writing")
    if event in ("socket.connect", "subprocess.Popen", "os.system", "sqlite3.connect"):
        raise SystemExit(f"importing {name}: {event} {args}")
sys.addaudithook(hook)
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


@pytest.mark.slow
def test_importing_does_nothing(tmp_path: Path) -> None:
    """No connection, no written file, no process comes from importing any module."""
    modules = [name(p)[:-3].replace("/", ".").removesuffix(".__init__") for p in sources(*PACKAGES)]
    modules = [m for m in modules if not m.endswith("__main__") and "migrations" not in m and "-" not in m]
    ran = subprocess.run(
        [sys.executable, "-B", "-c", IMPORTS, *modules],
        cwd=ROOT,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "PREFECT_HOME": str(tmp_path / "prefect")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
