"""Building the web interface: when it is done, what a failure leaves, which Node does it."""

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from deployments import node
from deployments.bootstrap import BootstrapFailed
from deployments.interface_build import Interface, build_for_start
from deployments.node import Node, find_node, new_enough

# A program in npm's place: "ci" and "run build" do to the folder what npm does, and it keeps count.
NPM = f"""#!{sys.executable}
import pathlib, shutil, sys
with open("calls", "a") as calls:
    print(*sys.argv[1:], file=calls)
if sys.argv[1] == "ci":
    shutil.rmtree("node_modules", ignore_errors=True)
    pathlib.Path("node_modules/.bin").mkdir(parents=True)
    pathlib.Path("node_modules/.bin/types").write_text(
        "import sys; open(sys.argv[2], 'w').write(open('api.json').read())"
    )
elif "build" in sys.argv:
    if pathlib.Path("src/broken").exists():
        sys.exit(3)
    out = pathlib.Path(sys.argv[sys.argv.index("--outDir") + 1])
    out.mkdir()
    out.joinpath("index.html").write_text(pathlib.Path("src/main").read_text())
"""


@pytest.fixture
def interface(tmp_path: Path) -> Interface:
    """Sources that were never built."""
    folder = tmp_path / "ui"
    (folder / "src" / "api").mkdir(parents=True)
    (folder / "src" / "main").write_text("one")
    (folder / "src" / "api" / "schema.d.ts").write_text("types")
    (folder / "api.json").write_text("types")
    (folder / "package.json").write_text(json.dumps({"scripts": {"api": "types -o src/api/schema.d.ts"}}))
    (folder / "package-lock.json").write_text("{}")
    sample = tmp_path / "sample"
    sample.mkdir()
    (sample / "loans.md").write_text("four weeks")
    return Interface(folder, sample)


@pytest.fixture
def tool(tmp_path: Path) -> Node:
    npm = tmp_path / "npm"
    npm.write_text(NPM)
    npm.chmod(npm.stat().st_mode | stat.S_IXUSR)
    return Node(Path(sys.executable), (str(npm),))


@pytest.fixture
def found(tool: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build finds this Node."""
    monkeypatch.setattr("deployments.interface_build.find_node", lambda: tool)


def calls(interface: Interface) -> list[str]:
    path = interface.folder / "calls"
    lines = path.read_text().splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    return [line.split()[0] for line in lines]


def page(interface: Interface) -> str:
    return (interface.dist / "index.html").read_text()


def test_it_is_built_when_sources_changed(interface: Interface, tool: Node) -> None:
    """Packages come from the lock, again only when that changed."""
    assert not interface.is_current()
    interface.build(tool)
    assert (calls(interface), page(interface)) == (["ci", "run"], "one")
    assert interface.is_current()
    (interface.folder / "src" / "main").write_text("two")
    assert not interface.is_current()
    interface.build(tool)
    assert (calls(interface), page(interface)) == (["run"], "two")
    (interface.folder / "package-lock.json").write_text("{ }")
    interface.build(tool)
    assert calls(interface) == ["ci", "run"]
    assert sorted(path.name for path in interface.folder.iterdir() if "dist" in path.name) == ["dist"]


@pytest.mark.parametrize("change", ["renamed", "added", "removed", "sample"])
def test_every_change_of_a_source_counts(interface: Interface, tool: Node, change: str) -> None:
    """Names too; what builds leave behind does not."""
    interface.build(tool)
    calls(interface)
    (interface.modules / "more").write_text("x")
    assert interface.is_current()
    main = interface.folder / "src" / "main"
    match change:
        case "renamed":
            main.rename(main.with_name("other"))
        case "added":
            main.with_name("more").write_text("")
        case "sample":
            (interface.sample / "loans.md").write_text("five weeks")
        case _:
            main.unlink()
    assert not interface.is_current()


@pytest.mark.usefixtures("found")
def test_a_failed_build_leaves_the_one_before(interface: Interface, capsys: pytest.CaptureFixture[str]) -> None:
    """It is said what is shown instead, and nothing is raised: the stack starts."""
    (interface.folder / "src" / "broken").touch()
    build_for_start(interface)
    assert "documentation at /docs/" in capsys.readouterr().out
    assert not interface.dist.exists()
    (interface.folder / "src" / "broken").unlink()
    build_for_start(interface)
    assert page(interface) == "one"
    (interface.folder / "src" / "broken").touch()
    build_for_start(interface)
    said = capsys.readouterr().out
    assert "ended with status 3" in said
    assert "the interface built before" in said
    assert page(interface) == "one"
    assert not (interface.folder / "dist.next").exists()


def installed(interface: Interface) -> list[str]:
    """How packages were installed since the last look: with the checks' and tests' tools or without."""
    path = interface.folder / "calls"
    lines = path.read_text().splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    return ["build" if "--omit=dev" in line.split() else "tools" for line in lines if line.startswith("ci ")]


def test_a_build_installs_only_what_it_needs(interface: Interface, tool: Node) -> None:
    """Checks and tests add their tools; a build after them keeps those; a changed lock counts for both."""
    interface.build(tool)
    assert installed(interface) == ["build"]
    interface.check_types(tool)
    interface.check_api(tool)
    assert installed(interface) == ["tools"]
    interface.build(tool)
    interface.install(tool)
    assert installed(interface) == []
    (interface.folder / "package-lock.json").write_text("{ }")
    interface.build(tool)
    interface.install(tool)
    assert installed(interface) == ["build", "tools"]


def test_types_out_of_step_are_refused(interface: Interface, tool: Node) -> None:
    """The committed file is compared, not written."""
    interface.check_api(tool)
    (interface.folder / "api.json").write_text("other types")
    with pytest.raises(BootstrapFailed, match="make api"):
        interface.check_api(tool)
    assert (interface.folder / "src" / "api" / "schema.d.ts").read_text() == "types"


@pytest.mark.parametrize(
    ("version", "fits"),
    [((18, 20), False), ((20, 18), False), ((20, 19), True), ((21, 7), False), ((22, 11), False), ((22, 12), True),
     ((24, 0), True), ((0, 0), False)],
)  # fmt: skip
def test_which_node_will_do(version: tuple[int, int], fits: bool) -> None:
    """What the build tool itself runs on."""
    assert new_enough(version) is fits


def test_an_old_node_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pinned one of PyPI is taken where the machine's is too old, broken or absent."""
    taken = Node(Path("pypi"), ("npm",))
    monkeypatch.setattr(node, "_from_pypi", lambda: taken)
    for name, told in (("node", "v18.19.0"), ("npm", "9.2.0")):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {told}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    assert find_node() is taken
    (tmp_path / "node").write_text("#!/bin/sh\necho v22.12.0\n")
    assert find_node() is taken
    (tmp_path / "npm").write_text("#!/bin/sh\necho 10.9.0\n")
    assert find_node() == Node(tmp_path / "node", (str(tmp_path / "npm"),))
