"""The programs of the local stack, and supervisor's configuration for them."""

import os
import shlex
import sys
from collections.abc import Sequence
from configparser import RawConfigParser
from dataclasses import dataclass
from pathlib import Path

from deployments.settings import LocalSettings

SHIM = Path(__file__).with_name("shim.py")
PROJECT = Path(__file__).resolve().parents[2]
LOG_BYTES, LOG_FILES = 10 * 1024 * 1024, 3
STOP_SECONDS = 4
START_SECONDS, START_RETRIES = 2, 4


@dataclass(frozen=True, slots=True)
class Program:
    """One process of the stack. A lower ``priority`` starts earlier and stops later."""

    name: str
    arguments: tuple[str, ...]
    priority: int
    title: str


def stack_programs(settings: LocalSettings) -> list[Program]:
    """Prefect server (unless another is named), worker, web app. Prefect listens on loopback only."""
    python = sys.executable
    port = str(settings.prefect_port)
    prefect = (python, "-m", "deployments.prefect_server", "--host", "127.0.0.1", "--port", port)
    server = [Program("prefect", prefect, 1, "Prefect server")] if settings.prefect_api_url is None else []
    return [
        *server,
        Program("worker", (python, "-m", "flows.worker"), 2, "worker"),
        Program("web", (python, "-m", "webapp"), 2, "web app"),
    ]


def configuration(programs: Sequence[Program], *, socket: str) -> str:
    """Supervisor's configuration file. Programs of one priority stop together, within ``STOP_SECONDS``.

    Its paths are relative to the data folder, where supervisor runs: it expands ``%`` in some of them twice.
    """
    config = RawConfigParser()
    config["unix_http_server"] = {"file": socket, "chmod": "0600"}
    config["rpcinterface:supervisor"] = {
        "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
    }
    config["supervisord"] = {
        "nodaemon": "true",
        "silent": "true",
        "logfile": "logs/supervisor.log",
        "logfile_maxbytes": str(LOG_BYTES),
        "logfile_backups": str(LOG_FILES),
        "pidfile": "run/supervisord.pid",
        "childlogdir": "logs",
        # supervisor closes the descriptors 3…minfds in its children: the folder's lock must stay open there.
        "minfds": "3",
        **({"user": "root"} if os.geteuid() == 0 else {}),
    }
    for priority in sorted({program.priority for program in programs}):
        members = [program for program in programs if program.priority == priority]
        names = ",".join(program.name for program in members)
        config[f"group:tier{priority}"] = {"programs": names, "priority": str(priority)}
        config.read_dict({f"program:{program.name}": _section(program) for program in members})
    return _text(config)


def _section(program: Program) -> dict[str, str]:
    return {
        "command": _escape(shlex.join([sys.executable, "-S", str(SHIM), *program.arguments])),
        "directory": _escape(PROJECT),
        "priority": str(program.priority),
        "autorestart": "true",
        "startsecs": str(START_SECONDS),
        "startretries": str(START_RETRIES),
        "stopsignal": "TERM",
        "stopwaitsecs": str(STOP_SECONDS),
        "stopasgroup": "false",
        "killasgroup": "true",
        "redirect_stderr": "true",
        "stdout_logfile": f"logs/{program.name}.log",
        "stdout_logfile_maxbytes": str(LOG_BYTES),
        "stdout_logfile_backups": str(LOG_FILES),
    }


def _escape(value: str | Path) -> str:
    return str(value).replace("%", "%%")


def _text(config: RawConfigParser) -> str:
    lines: list[str] = []
    for section in config.sections():
        lines += [f"[{section}]", *(f"{key}={value}" for key, value in config.items(section)), ""]
    return "\n".join(lines)
