"""Names a stored text by the bytes it was made of and by what made it: a version."""

import hashlib
import re
from collections.abc import Collection, Iterable

# Before formats had fingerprints of their own one covered all of them; these were ever released.
ONCE_FOR_ALL = ("1e2b4dc73fe0e2ed",)
BYTES_SHOWN = 32
# Names of texts as they were ever given.
NAMED = re.compile(r"[0-9a-f]{32}(?:-[0-9a-f]{16})?")


def version_of(content_hash: str, fingerprint: str) -> str:
    """The version that names the text which a format of ``fingerprint`` makes of bytes with this sha256.

    It begins with half of the sha256, so that the bytes of a text are found whatever has become of its format.
    """
    return f"{content_hash[:BYTES_SHOWN]}-{fingerprint}"


def is_outdated(version: str, today: Collection[str]) -> bool:
    """Whether a text was made by none of today's fingerprints of its format: by an older one, as names of texts go."""
    return NAMED.fullmatch(version) is not None and version.rpartition("-")[2] not in today


def bytes_of(version: str, kept: Iterable[str]) -> str | None:
    """Which of these sha256 a version is the text of; None for none of them, or for an old name that cannot tell."""
    return next((sha256 for sha256 in sorted(kept) if _names(version, sha256)), None)


def _names(version: str, sha256: str) -> bool:
    if "-" in version:
        return version.split("-", 1)[0] == sha256[:BYTES_SHOWN]
    return any(version == _once(sha256, fingerprint) for fingerprint in ONCE_FOR_ALL)


def _once(content_hash: str, fingerprint: str) -> str:
    """How versions were named while all formats shared a fingerprint."""
    return hashlib.sha256(f"{content_hash}:{fingerprint}".encode()).hexdigest()[:32]
