"""Settings of the local stack and the command line. ``.env`` in the current folder counts where no variable is set."""

import os
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DOTENV = Path(".env")


class LocalSettings(BaseSettings):
    """What ``refdesk`` needs on this machine. Environment variables ``REFDESK_*`` unless an alias is given."""

    model_config = SettingsConfigDict(env_prefix="REFDESK_", env_file=DOTENV, extra="ignore", populate_by_name=True)

    data_dir: Path = Field(Path("data"), description="folder that holds everything written")
    host: str = Field("127.0.0.1", min_length=1, description="address on which the local stack listens")
    port: int = Field(8000, ge=1, le=65535, description="port of the web app")
    prefect_port: int = Field(4200, ge=1, le=65535, description="port of the local Prefect server")
    prefect_api_url: str | None = Field(
        None, alias="PREFECT_API_URL", description="Prefect API; without it a local server is started"
    )
    demo: bool = Field(True, description="whether the first start loads the sample library")
    start_seconds: float = Field(240.0, gt=0, description="longest wait for the stack to be ready, in seconds")
    max_upload_mb: int = Field(50, ge=1, description="largest upload request, in MB")
    url: str | None = Field(
        None, description="web app that the command line talks to; default is the stack that runs in the data folder"
    )
    watch_key: SecretStr | None = Field(
        None, description="what the web app tells its watchers, if set there; default is `watch-key` of the data folder"
    )
    token: SecretStr | None = Field(None, description="access token of the command line, instead of `refdesk login`")

    @field_validator("prefect_api_url", "url", "token", "watch_key", mode="before")
    @classmethod
    def empty_is_absent(cls, value: Any) -> Any:
        """``REFDESK_URL=`` means: not set."""
        return None if value == "" else value

    @field_validator("data_dir")
    @classmethod
    def absolute(cls, value: Path) -> Path:
        """Programs of the stack run in other folders than the command line."""
        return value.expanduser().absolute()

    @property
    def reachable_host(self) -> str:
        """The address at which this machine reaches the stack; brackets around IPv6."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - read, not bound
        return f"[{host}]" if ":" in host else host

    @property
    def local_url(self) -> str:
        """Where the local stack's web app listens when these settings start it."""
        return f"http://{self.reachable_host}:{self.port}"

    @property
    def prefect_url(self) -> str:
        """The Prefect server, without ``/api``; its interface is there too."""
        return (self.prefect_api_url or f"http://127.0.0.1:{self.prefect_port}/api").rstrip("/").removesuffix("/api")

    @property
    def watching_with(self) -> str | None:
        """What shows the local web app that its own machine asks; None before it has made a key."""
        if self.watch_key is not None:
            return self.watch_key.get_secret_value()
        try:
            return (self.data_dir / "watch-key").read_text(encoding="ascii").strip() or None
        except (OSError, UnicodeError):
            return None

    @property
    def logs_dir(self) -> Path:
        """One file per process, with its rotated predecessors."""
        return self.data_dir / "logs"


class WrongSettings(Exception):
    """A setting cannot be used; the message has one line per variable."""


def read_settings() -> LocalSettings:
    """The settings of this process. Raises ``WrongSettings``."""
    try:
        return LocalSettings()
    except ValidationError as wrong:
        raise WrongSettings("\n".join(_explain(error["loc"], error["msg"]) for error in wrong.errors())) from wrong


def _explain(location: tuple[int | str, ...], message: str) -> str:
    name = ".".join(map(str, location))
    variable = name if name.isupper() else f"REFDESK_{name.upper()}"
    return f"{variable}: {message}"


def child_environment(settings: LocalSettings) -> dict[str, str]:
    """The environment of the stack's programs: this process's, ``.env`` below it, and where things are."""
    models = settings.data_dir / "models"
    # What is downloaded at first use, unless somebody keeps it elsewhere; Hugging Face's login stays where it is.
    caches = {
        "FASTEMBED_CACHE_PATH": str(models),
        "HF_HUB_CACHE": str(models / "hub"),
        "HF_ASSETS_CACHE": str(models / "assets"),
        "HF_XET_CACHE": str(models / "xet"),
    }
    dotenv = {key: value for key, value in dotenv_values(DOTENV).items() if value is not None}
    local = {
        "REFDESK_DATA_DIR": str(settings.data_dir),
        "REFDESK_HOST": settings.host,
        "REFDESK_PORT": str(settings.port),
        "REFDESK_PREFECT_PORT": str(settings.prefect_port),
        "PREFECT_API_URL": f"{settings.prefect_url}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "HAYSTACK_TELEMETRY_ENABLED": "false",
        "PYTHONUNBUFFERED": "1",
        # Two malloc arenas instead of sixteen: 23 MB less in the whole stack (make bench-memory).
        "MALLOC_ARENA_MAX": os.environ.get("MALLOC_ARENA_MAX", "2"),
        # Its default, said: glibc keeps it then. Otherwise it grows with what was freed, up to 64 MB, and what loading
        # the weights took is never given back: 48 MB less in the whole stack.
        "MALLOC_TRIM_THRESHOLD_": os.environ.get("MALLOC_TRIM_THRESHOLD_", "131072"),
    }
    if settings.prefect_api_url is None:
        local["PREFECT_HOME"] = str(settings.data_dir / "prefect")
    return {**caches, **dotenv, **os.environ, **local}
