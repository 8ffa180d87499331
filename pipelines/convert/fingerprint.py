"""Names what the converters would make of a file: part of a text's version."""

import hashlib
import importlib.metadata

# Raise it with every change that makes another text, other pages or other headings of the same bytes.
REVISION = 1
LIBRARIES = ("pypdfium2", "lxml", "python-docx", "markdown-it-py")


def fingerprint() -> str:
    """Sixteen hexadecimal digits, the same as long as the same bytes give the same ``Text``."""
    parts = [f"refdesk-{REVISION}", *(f"{name}-{importlib.metadata.version(name)}" for name in LIBRARIES)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def version_of(content_hash: str, fingerprint: str) -> str:
    """The version that names the text which the converters of ``fingerprint`` make of bytes with this sha256."""
    return hashlib.sha256(f"{content_hash}:{fingerprint}".encode()).hexdigest()[:32]
