"""Settings of the web app: where it listens, where it stores, how long tokens live."""

from collections import Counter
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Self

from limits import parse_many
from pydantic import Field, SecretStr, field_validator, model_validator

from pipelines.runs.prefect_key import LOOPBACK
from pipelines.settings import PipelineSettings
from webapp.plans import Plans, Price

BUILT_INTERFACE = Path(__file__).parent / "ui" / "dist"
SHORTEST_SECRET = 32
DISTINCT_CHARACTERS = 8
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
KNOWN_WORDS = ("change-me", "changeme", "change_me", "secret-key", "secret_key", "secretkey", "your-secret", "password")


class WebSettings(PipelineSettings):
    """What the web app needs beside the pipelines' settings. Environment variables ``REFDESK_*``."""

    host: str = Field("127.0.0.1", description="address the web app listens on")
    port: int = Field(8000, ge=0, le=65535, description="port the web app listens on")
    database_url: str | None = Field(None, description="SQLAlchemy URL; default is a SQLite file in the data folder")
    redis_url: str | None = Field(None, description="Redis; without it limits and caches live in the process")
    cache_mb: int = Field(64, ge=0, le=100_000, description="memory of searches that are kept, in MB; 0: nothing is")
    max_upload_mb: int = Field(50, ge=1, le=10_000, description="largest upload request, in MB")
    max_json_mb: int = Field(1, ge=1, le=1_000, description="largest JSON body, in MB")
    access_token_minutes: int = Field(15, ge=1, description="life of an access token, in minutes")
    refresh_token_days: int = Field(30, ge=1, description="life of a refresh token, in days")
    secret_key: SecretStr | None = Field(None, description="signs tokens; default is random per installation")
    previous_secret_key: SecretStr | None = Field(
        None,
        description="the secret key before the present one: what was encrypted under it is read, and encrypted anew",
    )
    ui_dir: Path | None = Field(None, description="folder of the built web interface; default is webapp/ui/dist")
    threads: int = Field(192, ge=4, le=1_024, description="threads of the web app's worker process")
    prefect_port: int = Field(4200, ge=1, le=65535, description="port of the local Prefect server")
    prefect_api_url: str | None = Field(None, alias="PREFECT_API_URL", description="REST API of the Prefect server")
    prefect_api_auth_string: SecretStr | None = Field(
        None,
        alias="PREFECT_API_AUTH_STRING",
        description="`user:password` of the Prefect server; default is random per installation",
    )
    operators: str = Field(
        "",
        description="mail addresses, comma-separated, of those who see the System page and links into Prefect;"
        " without any, on loopback, the first account",
    )

    allowed_hosts: str = Field(
        "",
        description="names, comma-separated, that browsers know this service by (`docs.example.org`), `*`: any; default"
        " is localhost while it listens on loopback, else any",
    )
    trusted_proxies: str = Field(
        "",
        description="addresses and networks, comma-separated, of proxies in front (`10.0.0.0/8`): what they say of a"
        " client's address and scheme is believed",
    )

    default_plan: str = Field("team", description="plan of organisations that the operator gave none")
    plans: dict[str, dict[str, Any]] = Field(
        {},
        description="changes to the plans `free`, `team` and `enterprise`, and plans of your own, as JSON:"
        ' `{"free": {"documents": 500, "quota": {"questions": 100}, "person_rates": {"ask": "10/minute"}}}`',
    )
    auth_rate: str = Field(
        "1200/minute", description="registrations, logins and refreshed tokens from one address; empty: any number"
    )
    prices: dict[str, Price] = Field(
        {},
        description="prices of a million tokens by model, `*`: every other, as JSON:"
        ' `{"*": {"prompt": 0.5, "completion": 1.5}}`; without any nothing is said of money',
    )
    currency: str = Field("USD", min_length=1, max_length=10, description="currency of prices and of limits in money")

    @field_validator("auth_rate")
    @classmethod
    def rate_is_one(cls, value: str) -> str:
        """Refuse what is no rate, at the start."""
        if value:
            parse_many(value)
        return value

    @model_validator(mode="after")
    def plans_are_plans(self) -> Self:
        """Refuse plans that cannot be used, at the start."""
        Plans(self.plans, default=self.default_plan)
        return self

    watch_key: SecretStr | None = Field(
        None,
        min_length=32,
        description="opens `/metrics`, and all of what `/readyz` tells, as a Bearer token; default is random per"
        " installation, in `watch-key` of the data folder",
    )

    alert_webhook_url: str | None = Field(
        None,
        pattern=r"^https?://",
        description="address that alerts are posted to, signed; needs `REFDESK_ALERT_WEBHOOK_SECRET`. Its host may be"
        " in a private network; redirects are not followed, and a proxy is `REFDESK_OUTBOUND_PROXY`",
    )
    alert_webhook_secret: SecretStr | None = Field(
        None, min_length=32, description="signs what is posted there (`openssl rand -hex 32`)"
    )

    @model_validator(mode="after")
    def webhooks_are_signed(self) -> Self:
        """Refuse an address without a secret: whoever takes alerts must be able to tell them from others' posts."""
        if self.alert_webhook_url is not None and self.alert_webhook_secret is None:
            raise ValueError("REFDESK_ALERT_WEBHOOK_URL needs REFDESK_ALERT_WEBHOOK_SECRET (`openssl rand -hex 32`)")
        return self

    @field_validator("trusted_proxies")
    @classmethod
    def proxies_are_networks(cls, value: str) -> str:
        """Refuse what is no address, at the start."""
        _networks(value)
        return value

    @field_validator(
        "database_url",
        "redis_url",
        "secret_key",
        "previous_secret_key",
        "watch_key",
        "alert_webhook_url",
        "alert_webhook_secret",
        "prefect_api_url",
        "prefect_api_auth_string",
        "ui_dir",
        mode="before",
    )
    @classmethod
    def blank_is_absent(cls, value: Any) -> Any:
        """``REFDESK_REDIS_URL=`` means: not set."""
        return None if value == "" else value

    @field_validator("secret_key")
    @classmethod
    def secret_is_secret(cls, value: SecretStr | None) -> SecretStr | None:
        """Refuse keys that others know or can guess."""
        if value is not None:
            refuse_weak_secret(value.get_secret_value())
        return value

    @property
    def sql_url(self) -> str:
        """The SQLAlchemy URL of the database."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'refdesk.sqlite'}"

    @property
    def prefect_api(self) -> str:
        """The REST API of the Prefect server, without a trailing slash."""
        return (self.prefect_api_url or f"http://127.0.0.1:{self.prefect_port}/api").rstrip("/")

    @property
    def operator_addresses(self) -> frozenset[str]:
        """The addresses that ``operators`` names, in lower case."""
        return frozenset(name.strip().casefold() for name in self.operators.split(",") if name.strip())

    @property
    def is_local(self) -> bool:
        """Whether only this machine reaches the web app."""
        return self.host in LOOPBACK

    @property
    def is_private(self) -> bool:
        """Whether nothing says that anybody but this machine asks: loopback, no other name, no proxy in front."""
        return self.is_local and not self.allowed_hosts and not self.trusted_proxies and self.watch_key is None

    @property
    def alert_webhook(self) -> tuple[str, str] | None:
        """Address and secret of the operator's webhook, or None."""
        if self.alert_webhook_url is None or self.alert_webhook_secret is None:
            return None
        return self.alert_webhook_url, self.alert_webhook_secret.get_secret_value()

    @property
    def watch_key_path(self) -> Path:
        """Where this installation's random watch key is kept."""
        return self.data_dir / "watch-key"

    @property
    def hosts(self) -> frozenset[str]:
        """The names this service answers as, in lower case; ``*`` among them: any."""
        named = frozenset(name.strip().lower() for name in self.allowed_hosts.split(",") if name.strip())
        if named:
            return named
        return LOCAL_NAMES | {self.host.lower()} if self.is_local else frozenset("*")

    @property
    def proxies(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks of trusted proxies."""
        return _networks(self.trusted_proxies)

    @property
    def interface(self) -> Path:
        """The folder of the built web interface, whether or not it was built."""
        return self.ui_dir or BUILT_INTERFACE

    @property
    def secret_path(self) -> Path:
        """Where this installation's random secret is kept."""
        return self.data_dir / "secret-key"

    @property
    def upload_limit(self) -> int:
        """Largest upload request, in bytes."""
        return self.max_upload_mb * 1_000_000

    @property
    def json_limit(self) -> int:
        """Largest JSON body, in bytes."""
        return self.max_json_mb * 1_000_000


def _networks(named: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(one.strip(), strict=False) for one in named.split(",") if one.strip())


def refuse_weak_secret(secret: str) -> None:
    """Raise ValueError, with the remedy, for a key that is short, repetitive or from an example."""
    remedy = "Remove REFDESK_SECRET_KEY to get a random one, or set the output of `openssl rand -hex 32`."
    if len(secret) < SHORTEST_SECRET:
        raise ValueError(f"The secret key is shorter than {SHORTEST_SECRET} characters. {remedy}")
    if len(Counter(secret)) < DISTINCT_CHARACTERS or any(word in secret.lower() for word in KNOWN_WORDS):
        raise ValueError(f"The secret key is easy to guess. {remedy}")
