"""Languages by their codes, as people name them. Free of Flask."""

from pipelines.text.codes import code_of
from webapp.errors import Invalid


def known_language(code: str, field: str = "language") -> str:
    """A language by its code. Raises ``Invalid`` (``unknown_language``)."""
    if not (known := code_of(code)) or len(code) != len(known):
        raise Invalid.field(field, f"{code!r} is no code of a language (ISO 639-1, as en or de).", "unknown_language")
    return known
