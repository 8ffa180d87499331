"""Which languages an embedder knows: of texts in others its vectors say nothing, and their words alone decide."""

import re
from collections.abc import Mapping
from typing import Any

ENGLISH, CHINESE = frozenset({"en"}), frozenset({"zh"})
# Models of one language, by the names that their files go by. Of all others whoever chose them knows better.
_NAMED = (
    (ENGLISH, re.compile(r"\bbge-(?:small|base|large)-en\b|\ball-(?:minilm|mpnet)\b")),
    (CHINESE, re.compile(r"\bbge-(?:small|base|large)-zh\b")),
)


def known_languages(config: Mapping[str, Any], told: frozenset[str] | None = None) -> frozenset[str] | None:
    """ISO 639-1 codes of what an embedder knows, by its configuration; None: every language.

    ``told``: what somebody said of one whose name does not tell (``REFDESK_EMBEDDER_LANGUAGES``).
    """
    if config["kind"] == "wordllama":
        return ENGLISH
    name = re.split(r"[/\\]", str(config.get("model") or "").rstrip("/\\").lower())[-1].replace("_", "-")
    return next((known for known, named in _NAMED if named.search(name)), told)
