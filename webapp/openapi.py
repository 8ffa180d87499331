"""``python -m webapp.openapi`` writes the API's committed description."""

import tempfile
from pathlib import Path

from webapp.app import create_app
from webapp.http.openapi import as_text, describe
from webapp.settings import WebSettings

COMMITTED = Path(__file__).parent / "openapi.json"


def write() -> None:
    """Describe an app of its own, whose data folder is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(WebSettings(data_dir=Path(folder)), background=False)
        COMMITTED.write_text(as_text(describe(app)), encoding="utf-8")


if __name__ == "__main__":
    write()
