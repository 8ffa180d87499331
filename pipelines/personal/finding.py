"""``found``: what of a text is personal, and of what kind."""

from collections.abc import Collection, Iterator, Sequence

from pipelines.personal.addresses import machines, mails
from pipelines.personal.births import births
from pipelines.personal.identities import identities
from pipelines.personal.money import accounts, cards, ibans
from pipelines.personal.names import persons
from pipelines.personal.phones import phones
from pipelines.personal.plain import Plain, plain
from pipelines.personal.secrets import secrets
from pipelines.personal.spans import Finder, Kind, Span, settled

_FINDERS: tuple[Finder, ...] = (secrets, ibans, cards, identities, mails, births, accounts, machines)
# Names are found only where something beside them says so: what is withheld by name would be chance.
UNNAMED: frozenset[Kind] = frozenset({"person"})


def found(text: str, languages: Sequence[str] = (), *, without: Collection[Kind] = UNNAMED) -> list[Span]:
    """Personal data in a text, in order, none of which meet; time and memory are linear in its length.

    ``languages`` (ISO 639-1) say where phone numbers without a country belong; none: to any of fifteen countries.
    ``without``: kinds that are not looked for.
    """
    read = plain(text)
    kept = settled(span for span in _all(read, languages, names="person" not in without) if span.kind not in without)
    return [Span(*read.span(span.start, span.end), span.kind) for span in kept]


def _all(read: Plain, languages: Sequence[str], *, names: bool) -> Iterator[Span]:
    for finder in _FINDERS:
        yield from finder(read.text)
    yield from phones(read.text, languages)
    if names:
        yield from persons(read.text)
