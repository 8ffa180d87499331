"""Settings of the worker and its flows, and the environment that Prefect's client reads."""

import os
from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipelines.runs.prefect_key import is_own, own_key


class FlowSettings(BaseSettings):
    """What the worker needs. Environment variables ``REFDESK_*`` unless an alias is given."""

    model_config = SettingsConfigDict(env_prefix="REFDESK_", extra="ignore", populate_by_name=True)

    data_dir: Path = Field(Path("data"), description="folder that holds everything written")
    prefect_port: int = Field(4200, ge=1, le=65535, description="port of the local Prefect server")
    prefect_api_url: str | None = Field(
        None, alias="PREFECT_API_URL", description="Prefect's API; without it the local server is used"
    )
    prefect_api_auth_string: SecretStr | None = Field(
        None,
        alias="PREFECT_API_AUTH_STRING",
        description="`user:password` of the Prefect server; default is random per installation",
    )
    prefect_home: Path | None = Field(
        None, alias="PREFECT_HOME", description="Prefect's folder; default is `prefect` in the data folder"
    )
    worker_host: str | None = Field(
        None,
        description="name of the machine or container that the worker runs on, one that no other has;"
        " default is its host name",
    )
    worker_limit: int = Field(8, ge=1, description="most syncs that one worker runs at once")
    tend_seconds: float = Field(
        30.0, gt=0, description="time between two rounds of setting right what was left behind, in seconds"
    )
    reread_per_hour: int = Field(
        1_200,
        ge=0,
        description="most uploaded documents that are read again per hour while nothing else is to be done, where an"
        " older release had read them; 0: none",
    )
    keep_runs_days: int = Field(30, ge=1, description="age at which finished runs and their reports are removed")

    @field_validator("prefect_api_url", "prefect_api_auth_string", "prefect_home", "worker_host", mode="before")
    @classmethod
    def empty_is_absent(cls, value: object) -> object:
        """``PREFECT_API_URL=`` means: not set."""
        return None if value == "" else value

    @property
    def api_url(self) -> str:
        """The URL of Prefect's API."""
        return (self.prefect_api_url or f"http://127.0.0.1:{self.prefect_port}/api").rstrip("/")

    def prefect_environment(self) -> dict[str, str]:
        """What Prefect's client must find in the environment before it is imported.

        Two checks that cost a call each are off, retries are quick (the server is next door), and nothing is sent
        to anybody else.
        """
        home = (self.prefect_home or self.data_dir / "prefect").expanduser().resolve()
        return {
            "PREFECT_HOME": str(home),
            "PREFECT_API_URL": self.api_url,
            "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
            "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "false",
            "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_WORKER_QUERY_SECONDS": "5",
            "PREFECT_CLI_PROMPT": "false",
            "DO_NOT_TRACK": "1",
        }

    def apply(self) -> None:
        """Put that into the process's environment; a ``PREFECT_*`` variable that is set already wins.

        The key of the installation's own server goes along; another server gets what ``PREFECT_API_AUTH_STRING`` says.
        """
        wanted = self.prefect_environment()
        if self.prefect_api_auth_string is None and is_own(self.api_url, port=self.prefect_port):
            wanted["PREFECT_API_AUTH_STRING"] = own_key(self.data_dir)
        for name, value in wanted.items():
            if not os.environ.get(name):
                os.environ[name] = value
