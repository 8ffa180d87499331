"""A document that runs code of its own in its child gets at nothing: files, network, programs, other processes."""

import errno
import os
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

import psutil
import pytest

from deployments.stack.walls import in_force
from pipelines.convert.ocr import program as ocr_program
from pipelines.convert.server import ConverterServer
from pipelines.convert.sitting import File, Sitting
from pipelines.convert.source import Converted, Limits
from pipelines.convert.walls import seccomp, syscalls
from pipelines.convert.walls.landlock import EXECUTE, WRITE_FILE
from pipelines.convert.walls.places import places
from pipelines.convert.walls.raising import Walls
from pipelines.turns import Turns

# What each is kept from, by what the machine's kernel is asked for: the trial says which of these stand here.
FILES = ("read", "read-through-root", "list", "write", "append", "environment", "memory")
CHANGES = ("truncate", "remove", "rename", "link", "folder", "mode", "times")
NETWORK = ("tcp", "tcp6", "listen", "unix", "pair", "uring")
PROGRAMS = ("shell", "loader", "become", "memory-program")
PROCESSES = ("signal", "kill", "thread", "ptrace", "descriptor", "namespace", "limits-of", "shared-memory")
REFUSED = {"EPERM", "EACCES"}


@pytest.fixture(scope="module")
def server() -> Iterator[ConverterServer]:
    with closing(ConverterServer(["md"], program="tests.samples.trespasser")) as serving:
        yield serving


@pytest.fixture(scope="module")
def standing() -> dict[str, bool]:
    return in_force()


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """Another organisation's document, beside the secrets of the service."""
    folder = tmp_path / "uploads" / "another"
    folder.mkdir(parents=True)
    (folder / "document").write_text("theirs")
    return folder / "document"


def tried(server: ConverterServer, folder: Path, lines: list[str], *, ocr: str = "") -> dict[str, str]:
    """What became of each attempt of one document in a sitting."""
    path = folder / "hostile.md"
    path.write_text("\n".join(lines))
    with closing(Sitting(server, Limits(ocr=ocr), Turns(2))) as sitting:
        (found,) = sitting.convert([File(path, "hostile.md")])
    assert isinstance(found, Converted), found
    return dict(line.split(" ", 1) for line in found.text.text.splitlines())


def got_through(found: dict[str, str]) -> dict[str, str]:
    """Those that were not refused."""
    return {attempt: outcome for attempt, outcome in found.items() if outcome not in REFUSED}


def everything(server: ConverterServer, victim: Path, standing: dict[str, bool], *, ocr: str) -> None:
    """All of it is refused, where there is a wall at all."""
    loader = next((path for path in places() if path.name.startswith("ld-")), Path("/bin/true"))
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as unix:
        unix.bind(str(victim.parent / "socket"))
        unix.listen()
        aims = {
            **dict.fromkeys((*FILES, *CHANGES), str(victim)),
            **{"list": str(victim.parent), "write": str(victim.parent / "new")},
            **dict.fromkeys(NETWORK, str(tcp.getsockname()[1])),
            **dict.fromkeys(PROCESSES, str(os.getpid())),
            **{"environment": str(os.getpid()), "memory": str(os.getpid()), "unix": str(victim.parent / "socket")},
            **{"shell": "true", "loader": f"{loader} /bin/true", "become": "/bin/true", "memory-program": "-"},
        }
        walls = {"files": (*FILES, *CHANGES), "network": NETWORK, "programs": PROGRAMS, "processes": PROCESSES}
        wanted = [attempt for wall, attempts in walls.items() if standing[wall] for attempt in attempts]
        found = tried(server, victim.parent.parent, [f"{one} {aims[one]}" for one in wanted], ocr=ocr)
    assert found.keys() == set(wanted)
    assert got_through(found) == {}
    assert sorted(path.name for path in victim.parent.iterdir()) == ["document", "socket"]
    assert victim.read_text() == "theirs"


def test_everything_else_is_refused(server: ConverterServer, victim: Path, standing: dict[str, bool]) -> None:
    """Files of others, the service's secrets, the network, a shell, and whoever started it."""
    everything(server, victim, standing, ocr="")


def test_with_ocr_too(server: ConverterServer, victim: Path, standing: dict[str, bool]) -> None:
    """A child that may start a program may start that one."""
    everything(server, victim, standing, ocr="eng")


def test_all_walls_stand_where_the_kernel_has_them(standing: dict[str, bool]) -> None:
    """So that the tests here have something to try: the kernels that the project is tested on have all of it."""
    assert standing == dict.fromkeys(("files", "network", "programs", "processes"), True)


def test_what_a_child_needs_it_has(server: ConverterServer, tmp_path: Path) -> None:
    """Modules that are not loaded yet, its own interpreter's files and signals to itself."""
    wanted = ["library xmlrpc.client", "library ctypes.wintypes", f"own {Path(os.__file__).parent}", "abort"]
    found = tried(server, tmp_path, wanted)
    assert set(found.values()) == {"done"}


def test_no_process_without_ocr(server: ConverterServer, tmp_path: Path) -> None:
    """A child that has nothing to start starts nothing, and cannot multiply; limits stay as they are."""
    assert got_through(tried(server, tmp_path, ["fork", "limits", "inherited"])) == {}


def test_what_a_document_starts_ends_with_it(server: ConverterServer, tmp_path: Path) -> None:
    """With OCR it may fork: nothing of it is left when its child is gone."""
    path = tmp_path / "hostile.md"
    path.write_text("linger")
    with closing(Sitting(server, Limits(ocr="eng"), Turns(2))) as sitting:
        list(sitting.convert([File(path, "hostile.md")]))
    assert server.pid is not None
    deadline = time.monotonic() + 10
    while (left := psutil.Process(server.pid).children(recursive=True)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert left == []


def test_only_the_ocr_program_is_named(tmp_path: Path) -> None:
    """Beside what loads it; neither this project's root nor a home is readable, and nothing but /dev/null writable."""
    found = places()
    started = {path for path, rights in found.items() if rights & EXECUTE}
    program = ocr_program()
    assert not started or (program and Path(program).resolve() in started and len(started) <= 2)
    assert [path for path, rights in found.items() if rights & WRITE_FILE] == [Path("/dev/null")]
    root = Path(__file__).parents[4]
    assert all(root != path and path not in root.parents for path in found)
    assert all(path != Path.home() and path not in Path.home().parents for path in found)


def test_walls_are_raised_in_a_few_milliseconds() -> None:
    """Of the processor: a child that reads one small document is not much slower for them."""
    walls, took = Walls(), list[float]()
    for _ in range(9):
        told, tells = os.pipe()
        if not os.fork():
            begun = time.process_time()
            walls.raise_them(programs=True)
            os.write(tells, struct.pack("d", time.process_time() - begun))
            os._exit(0)
        os.wait()
        took += struct.unpack("d", os.read(told, 8))
        os.close(told)
        os.close(tells)
    assert median(took) < 0.004


def answered(program: bytes, call: tuple[int, int], argument: int = 0) -> int:
    """What a filter says to a ``call``, as (machine, number), by the rules of classic BPF."""
    audit, number = call
    data = struct.pack("=IIQQ", number, audit, 0, argument)
    steps, at, held = list(struct.iter_unpack("=HBBI", program)), 0, 0
    while True:
        code, met, unmet, value = steps[at]
        at += 1
        match code:
            case seccomp.LOAD:
                (held,) = struct.unpack_from("=I", data, value)
            case seccomp.EQUAL:
                at += met if held == value else unmet
            case seccomp.GREATER:
                at += met if held > value else unmet
            case seccomp.ANY_BIT:
                at += met if held & value else unmet
            case _:
                return int(value)


@pytest.mark.parametrize("kind", ["x86_64", "aarch64"])
@pytest.mark.parametrize("programs", [False, True])
def test_the_filter_of_each_machine(kind: str, *, programs: bool) -> None:
    """Every named call is refused, whatever else is allowed, newer ones do not exist, another machine's end it."""
    machine = syscalls.machine(kind)
    assert machine is not None
    program = seccomp.prepared(machine, programs=programs, signals_of=7)
    refused = {machine.numbers[name] for name in syscalls.NETWORK | syscalls.PROCESSES if name in machine.numbers}
    assert len(refused) > 80
    assert {answered(program, (machine.audit, number)) for number in refused} == {seccomp.REFUSED}
    assert answered(program, (machine.audit, machine.numbers["execve"])) == (
        seccomp.ALLOW if programs else seccomp.REFUSED
    )
    kill, clone = machine.numbers["kill"], machine.numbers["clone"]
    assert [answered(program, (machine.audit, kill), pid) for pid in (7, 8)] == [seccomp.ALLOW, seccomp.REFUSED]
    assert answered(program, (machine.audit, clone), seccomp.CLONE_THREAD) == seccomp.ALLOW
    assert answered(program, (machine.audit, clone), 0x10000000) == seccomp.REFUSED
    new = [machine.numbers["clone3"], syscalls.LAST_KNOWN + 1, 0x40000000]
    assert {answered(program, (machine.audit, number)) for number in new} == {seccomp.ERROR | errno.ENOSYS}
    assert answered(program, (0x40000003, 1)) == seccomp.KILL
    read_and_write = {"x86_64": (0, 1, 257), "aarch64": (63, 64, 56)}[kind]
    assert {answered(program, (machine.audit, number)) for number in read_and_write} == {seccomp.ALLOW}


def test_a_machine_without_a_table_has_no_filter() -> None:
    """And does not guess one."""
    assert syscalls.machine("riscv64") is None
