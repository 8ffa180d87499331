"""Keys of providers at rest: encrypted with a key derived from the installation's secret, bound to their row.

AES-256-GCM under HKDF-SHA256 (RFC 5869) of the secret. What belongs to whom is authenticated with it, so that a sealed
key that is copied to another row opens nothing.
"""

import base64
import binascii
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import SecretStr

from webapp.errors import Conflicting

ENCRYPTS, NAMES = b"refdesk provider keys v1", b"refdesk provider keys v1 id"
NONCE = 12


class KeyUnreadable(Conflicting):
    """A provider's key was sealed under a secret that this installation does not know."""

    code = "provider_key_unreadable"

    def __init__(self) -> None:
        super().__init__(
            "The provider's key was kept under another secret of this installation. Enter it again, or have the"
            " operator name that secret in REFDESK_PREVIOUS_SECRET_KEY."
        )


class Vault:
    """Seals under ``secret``, opens what was sealed under it or under one of ``former``."""

    def __init__(self, secret: str, former: Sequence[str] = ()) -> None:
        self.key_id = _name(secret)
        self._ciphers = {_name(one): AESGCM(_derived(one, ENCRYPTS, 32)) for one in (secret, *former)}

    def seal(self, key: SecretStr, *, org_id: str, provider_id: str) -> str:
        """The key, encrypted, as text; each time another one."""
        nonce = secrets.token_bytes(NONCE)
        sealed = self._ciphers[self.key_id].encrypt(nonce, key.get_secret_value().encode(), _of(org_id, provider_id))
        return base64.b64encode(nonce + sealed).decode()

    def open(self, sealed: str, key_id: str | None, *, org_id: str, provider_id: str) -> SecretStr:
        """The key. Raises ``KeyUnreadable``."""
        try:
            raw = base64.b64decode(sealed, validate=True)
            opened = self._ciphers[key_id or ""].decrypt(raw[:NONCE], raw[NONCE:], _of(org_id, provider_id))
        except (KeyError, InvalidTag, binascii.Error, ValueError):
            raise KeyUnreadable from None
        return SecretStr(opened.decode())


def _derived(secret: str, purpose: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=purpose).derive(secret.encode())


def _name(secret: str) -> str:
    return _derived(secret, NAMES, 8).hex()


def _of(org_id: str, provider_id: str) -> bytes:
    return f"{org_id}:{provider_id}".encode()
