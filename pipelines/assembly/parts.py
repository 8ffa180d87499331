"""How components stand in a pipeline's file: the installation's parts by name, everything else by value.

A connection or a secret is never written down. Reading needs an installation: its parts are what the names mean.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, Self

from haystack import default_to_dict
from haystack.core.errors import DeserializationError

from pipelines.assembly.installation import Installation

_installation: ContextVar[Installation | None] = ContextVar("installation", default=None)


@contextmanager
def reading_for(installation: Installation) -> Iterator[None]:
    """Within it ``Pipeline.loads`` gives components the parts of this installation."""
    token = _installation.set(installation)
    try:
        yield
    finally:
        _installation.reset(token)


class WithParts:
    """A component whose parameters ``PARTS`` are parts of the installation; ``VALUES`` are plain ones.

    Parameters are kept as attributes of their own name.
    """

    PARTS: ClassVar[tuple[str, ...]] = ()
    VALUES: ClassVar[tuple[str, ...]] = ()
    # Whether it computes and waits for nobody: it then takes turns with those of other organisations.
    computes = False

    def to_dict(self) -> dict[str, Any]:
        """Names of parts, and values."""
        parts = {name: {"part": name} for name in self.PARTS}
        return default_to_dict(self, **parts, **{name: getattr(self, name) for name in self.VALUES})

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The component of ``to_dict``, with the parts of the installation that it is read for.

        A part that the file does not name is the one of its parameter's name: the file is from before it was needed.
        """
        given: dict[str, Any] = dict(data.get("init_parameters", {}))
        return cls(**given | {name: _part(cls.__name__, name, given.get(name, {"part": name})) for name in cls.PARTS})


def _part(component: str, parameter: str, written: Any) -> Any:
    installation = _installation.get()
    if installation is None:
        raise DeserializationError(
            f"{component} uses parts of an installation: read the pipeline within `reading_for(installation)`."
        )
    name = written.get("part") if isinstance(written, dict) else None
    if not isinstance(name, str) or name.startswith("_") or not hasattr(type(installation), name):
        raise DeserializationError(f"{component}.{parameter}: write {{part: {parameter}}}, not {written!r}.")
    return getattr(installation, name)
