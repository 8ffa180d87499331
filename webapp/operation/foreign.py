"""Documents in languages that the embedder does not know: words alone find them."""

from collections.abc import Callable

from pipelines.embedding.languages import known_languages
from pipelines.index.protocol import Index
from pipelines.text.languages import is_foreign
from pipelines.types import Health
from webapp.operation.noted import noted

NAMED = 8
CHINESE = "`refdesk models install bge-small-zh` installs an embedder for Chinese; "
MULTILINGUAL = "a multilingual one of a provider would help (REFDESK_EMBEDDER=openai:<model>)."


def foreign_probe(index: Index, told: frozenset[str] | None) -> Callable[[], Health]:
    """A check that is always well; its note tells how many, in which languages, and what would help.

    ``told``: see ``known_languages``.
    """
    return noted("foreign", lambda: _said(index, told))


def _said(index: Index, told: frozenset[str] | None) -> str:
    known = known_languages(index.live().embedder, told)
    counted = index.languages(None) if known is not None else {}
    foreign = {code: many for code, many in counted.items() if is_foreign(code, known)}
    if not foreign:
        return ""
    first = sorted(foreign, key=lambda code: (-foreign[code], code))
    named = ", ".join(f"{code}: {foreign[code]:,}" for code in first[:NAMED]) + (", …" if len(first) > NAMED else "")
    helping = f"{CHINESE}{MULTILINGUAL}" if "zh" in foreign else MULTILINGUAL
    return f"Documents in languages that the embedder does not know are found by words only ({named}): {helping}"
