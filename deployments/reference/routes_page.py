"""``docs/reference/routes.md``: whose every route is."""

from collections.abc import Iterator

from webapp.http.doors import DOORS, MEANING, Whose

HEAD = """# Routes, and whose they are

The one table that says who may come in where; the service asks it for every request, and a route that is not in it is
closed to all but operators. Shapes and parameters are in `/docs/` of a running service.
"""


def render() -> str:
    """The page's text."""
    return "\n".join([HEAD, *(line for whose in Whose for line in _section(whose))]) + "\n"


def _section(whose: Whose) -> Iterator[str]:
    yield f"## {whose.value.capitalize()}\n\n{MEANING[whose]}\n"
    for route, of in DOORS.items():
        if of is whose:
            method, path = route.split(" ")
            yield f"- `{method.upper()} {path}`"
    yield ""
