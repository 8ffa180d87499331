"""``docs/reference/settings.md``: every variable with its default and its meaning."""

from collections.abc import Iterator
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

from deployments.env_example import GROUPS

HEAD = """# Settings

Each is an environment variable, or a line of `.env` in the folder where a command is run; the environment wins.
`.env.example` is the same list to copy from.
"""


def render() -> str:
    """The page's text. A setting that several programs read stands once, where it comes first."""
    seen: set[str] = set()
    parts = [HEAD]
    for title, settings in GROUPS:
        own = [(name, row) for name, row in _rows(settings) if name not in seen]
        seen |= {name for name, _ in own}
        parts.append("\n".join([f"## {title}", "", "| variable | default | meaning |", "|---|---|---|", *_lines(own)]))
    return "\n".join(parts) + "\n"


def _lines(rows: list[tuple[str, str]]) -> list[str]:
    return [*(row for _, row in rows), ""]


def _rows(settings: type[BaseSettings]) -> Iterator[tuple[str, str]]:
    for name, field in settings.model_fields.items():
        variable = field.alias or f"REFDESK_{name.upper()}"
        meaning = f"{field.description or ''}{_limits(field)}".replace("|", "\\|")
        yield variable, f"| `{variable}` | {_default(field.default)} | {meaning} |"


def _default(value: Any) -> str:
    if value is None:
        return ""
    return f"`{int(value) if isinstance(value, bool) else value}`"


def _limits(field: FieldInfo) -> str:
    """What is accepted, of numbers: ``(1 to 65535)``, ``(at least 1)``, ``(more than 0)``."""
    bounds = {name: getattr(one, name) for one in field.metadata for name in ("ge", "gt", "le") if hasattr(one, name)}
    match bounds:
        case {"ge": least, "le": most}:
            return f" ({least} to {most})"
        case {"ge": least}:
            return f" (at least {least})"
        case {"gt": over}:
            return f" (more than {over})"
    return ""
