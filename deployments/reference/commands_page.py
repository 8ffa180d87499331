"""``docs/reference/commands.md``: what ``refdesk`` and ``make`` can do, from their own help."""

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import Any

import typer

from deployments.cli import build
from deployments.reference.codes import ROOT

HEAD = """# Commands

## make

Every target makes its own set-up; nothing needs an activated shell.

| target | what it does |
|---|---|
"""
TARGET = re.compile(r"^([a-z-]+):[^#\n]*## (.+)$", re.MULTILINE)


def render() -> str:
    """The page's text."""
    targets = [f"| `make {name}` | {text} |" for name, text in TARGET.findall((ROOT / "Makefile").read_text())]
    app: Any = typer.main.get_command(build())
    parts = [HEAD + "\n".join(targets), f"## refdesk\n\n`.venv/bin/refdesk`. {_prose(app.help)}"]
    parts += [_section(name, command) for name, command in _commands(app.commands)]
    return "\n\n".join(parts) + "\n"


def _commands(commands: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Every command with its whole name; a group's own commands stand in its place."""
    for name, command in commands.items():
        inner = getattr(command, "commands", None)
        yield from _commands(inner, f"{above}{name} ") if inner else ((f"{above}{name}", command),)


def _section(name: str, command: Any) -> str:
    shown = [one for one in command.params if not getattr(one, "hidden", False)]
    arguments = [_argument(one) for one in shown if one.param_type_name == "argument"]
    usage = " ".join(["refdesk", name, "[options]" if len(shown) > len(arguments) else "", *arguments])
    rows = [f"| {spelled} | {default} | {text} |" for spelled, default, text in map(_row, shown)]
    table = ["", "| argument or option | default | meaning |", "|---|---|---|", *rows] if rows else []
    return "\n".join([f"### refdesk {name}", "", f"`{' '.join(usage.split())}`", "", _prose(command.help), *table])


def _argument(one: Any) -> str:
    word = f"{one.name.upper()}{'…' if one.nargs < 0 else ''}"
    return word if one.required else f"[{word}]"


def _row(one: Any) -> tuple[str, str, str]:
    if one.param_type_name == "argument":
        return f"`{_argument(one)}`", "", one.help or ""
    spelled = ", ".join(f"`{name}`" for name in (*one.opts, *one.secondary_opts))
    flag = isinstance(one.default, bool)
    default = (one.opts[0] if one.default else "") if flag else one.default
    return spelled, f"`{default}`" if isinstance(default, str | int) and default != "" else _needed(one), one.help or ""


def _needed(one: Any) -> str:
    return "asked for" if getattr(one, "prompt", None) else ""


def _prose(text: str) -> str:
    """Help text with each paragraph on one line."""
    return "\n\n".join(_paragraphs(inspect.cleandoc(text)))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        yield " ".join(paragraph.split())
