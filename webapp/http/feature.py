"""What a feature gives the app: blueprints, service instances, errors it knows, passes in the background."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from apiflask import APIBlueprint

from webapp.http.problems import Translation


@dataclass(frozen=True)
class Pass:
    """Work that repeats: once at start and every ``seconds``; an error is logged and the next round comes.

    ``alone``: of all processes of an installation one does it, who holds the lease of that name.
    """

    name: str
    seconds: float
    run: Callable[[], None]
    alone: bool = False


@dataclass(frozen=True)
class Feature:
    """One feature, ready to be mounted. ``closers`` run when the process ends."""

    blueprints: tuple[APIBlueprint, ...]
    services: Mapping[type, Any]
    problems: Mapping[type[Exception], Translation] = field(default_factory=dict)
    passes: tuple[Pass, ...] = ()
    closers: tuple[Callable[[], None], ...] = ()
