"""What narrows a question down beside documents: Haystack's filters, as far as they are known here. Free of Flask."""

from collections.abc import Mapping
from typing import Any

from webapp.documents.codes import known_language
from webapp.errors import Invalid

MOST_VALUES = 100


def languages_of(filters: Mapping[str, Any] | None) -> frozenset[str] | None:
    """The languages that a filter ``{field, operator, value}`` leaves; None without one.

    Raises ``Invalid``: ``unknown_filter`` for another field or operator or a value that does not fit it,
    ``unknown_language`` for a code of none.
    """
    if filters is None:
        return None
    if filters["field"] != "language":
        raise _unknown("field", "Only `language` can be filtered by.")
    value = filters["value"]
    values = [value] if filters["operator"] == "==" else value
    if filters["operator"] not in ("==", "in"):
        raise _unknown("operator", "Use `==` with a code or `in` with a list of codes.")
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values) or len(values) > MOST_VALUES:
        raise _unknown("value", f"`==` takes a code, `in` a list of at most {MOST_VALUES} codes.")
    return frozenset(known_language(one, "filters.value") for one in values)


def _unknown(field: str, message: str) -> Invalid:
    return Invalid.field(f"filters.{field}", message, "unknown_filter")
