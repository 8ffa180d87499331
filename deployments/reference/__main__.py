"""``python -m deployments.reference``: write the pages."""

from collections.abc import Callable
from pathlib import Path

from deployments.reference import alerts_page, codes_page, commands_page, metrics_page, routes_page, settings_page
from deployments.reference.codes import ROOT

FOLDER = ROOT / "docs" / "reference"
PAGES: dict[Path, Callable[[], str]] = {
    FOLDER / "alerts.md": alerts_page.render,
    FOLDER / "settings.md": settings_page.render,
    FOLDER / "commands.md": commands_page.render,
    FOLDER / "errors.md": codes_page.render,
    FOLDER / "metrics.md": metrics_page.render,
    FOLDER / "routes.md": routes_page.render,
}


def main() -> None:
    """Write every page. Raises ``ValueError`` for an error code that nobody explains."""
    FOLDER.mkdir(exist_ok=True)
    for path, render in PAGES.items():
        path.write_text(render())


if __name__ == "__main__":
    main()
