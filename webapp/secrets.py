"""The installation's own secrets: random, made once, readable by their owner only."""

import secrets

from pipelines.runs.prefect_key import is_own, own_key
from pipelines.runs.secret_files import made_once
from webapp.settings import WebSettings, refuse_weak_secret


def secret_key(settings: WebSettings) -> str:
    """The key that signs tokens: the configured one, else the one in the data folder, made at the first start."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    secret = made_once(settings.secret_path, lambda: secrets.token_hex(32))
    refuse_weak_secret(secret)
    return secret


def prefect_auth(settings: WebSettings) -> str | None:
    """What Prefect's server asks for: as configured, else the key of the own server; None at somebody else's."""
    if settings.prefect_api_auth_string is not None:
        return settings.prefect_api_auth_string.get_secret_value()
    return own_key(settings.data_dir) if has_own_prefect(settings) else None


def has_own_prefect(settings: WebSettings) -> bool:
    """Whether Prefect's server is the one that this installation starts itself."""
    return is_own(settings.prefect_api, port=settings.prefect_port)
