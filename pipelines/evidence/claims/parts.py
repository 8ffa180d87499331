"""Where a statement may be put together of two: each part is then judged by itself."""

import re
from collections.abc import Iterator

LEAST_WORDS = 4
MOST_PARTS = 4
_SEMICOLON = re.compile(r"\s*;\s*")
_BOUNDARY = re.compile(r",?\s+(?:and|but|while|whereas|und|aber|et|mais)\s+|,\s+", re.IGNORECASE)
_DEPENDS = re.compile(r"(?:if|when|unless|although|because|since|whenever|whoever|only|neither)\b", re.IGNORECASE)


def parted(statement: str) -> Iterator[tuple[str, ...]]:
    """Ways to part a statement, the likeliest first; no part has fewer than four words.

    A condition is never parted from what it holds for.
    """
    halves: list[str] = []
    for part in filter(None, _SEMICOLON.split(statement)):
        if halves and not (_whole(part) and _whole(halves[-1])):
            halves[-1] += f"; {part}"
        else:
            halves.append(part)
    if 2 <= len(halves) <= MOST_PARTS:
        yield tuple(halves)
    if _DEPENDS.match(statement.lstrip()):
        return
    for boundary in _BOUNDARY.finditer(statement):
        parts = (statement[: boundary.start()], statement[boundary.end() :])
        if all(map(_whole, parts)):
            yield parts


def _whole(part: str) -> bool:
    return len(part.split()) >= LEAST_WORDS
