"""Writes ``.env.example`` from the settings classes: ``python -m deployments.env_example``."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

from deployments.settings import LocalSettings
from flows.settings import FlowSettings
from pipelines.settings import PipelineSettings
from webapp.settings import WebSettings

TARGET = Path(__file__).resolve().parents[1] / ".env.example"
HEAD = "# Every setting with its default. Copy to .env and change what you need: `make up` and `refdesk` read it.\n"
GROUPS: tuple[tuple[str, type[BaseSettings]], ...] = (
    ("Local stack and command line", LocalSettings),
    ("Index, storage, converters, models", PipelineSettings),
    ("Web app", WebSettings),
    ("Worker", FlowSettings),
)


def render() -> str:
    """The file's text. A setting that several programs read stands once, where it comes first."""
    seen: set[str] = set()
    parts = [HEAD]
    for title, settings in GROUPS:
        lines = [line for name, line in _variables(settings) if not (name in seen or seen.add(name))]  # type: ignore[func-returns-value]
        parts.append("\n".join([f"# {title}", *lines]) + "\n")
    return "\n".join(parts)


def _variables(settings: type[BaseSettings]) -> Iterator[tuple[str, str]]:
    for name, field in settings.model_fields.items():
        variable = field.alias or f"REFDESK_{name.upper()}"
        yield variable, f"# {_sentence(field)}\n# {variable}={_default(field.default)}"


def _sentence(field: FieldInfo) -> str:
    words = field.description or ""
    return words[:1].upper() + words[1:] + "."


def _default(value: Any) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value)


def main() -> None:
    """Write the file."""
    TARGET.write_text(render())


if __name__ == "__main__":
    main()
