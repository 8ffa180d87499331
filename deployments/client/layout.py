"""How answers, hits and documents look on a terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from deployments.client.api import Json
from deployments.client.terminal import literal, one_line

NO_ANSWER = "No answer: nothing in this chatbot's sources answers the question."
NAMES_SHOWN = 5
REASONS = {"unsupported": "not found in the sources", "private": "rests on something that may not be shown"}
NEAREST = "No answer, but these passages are closest:"


def citations(message: Json) -> RenderableType:
    """What an answer rests on, or the closest passages when it is none."""
    cited = message["citations"]
    if message["answered"]:
        return Group(Text(), *(_passage(f"[{one['n']}]", one) for one in cited)) if cited else Text()
    nearest = message["nearest"]
    return Group(Text(NEAREST), *(_passage("•", one) for one in nearest)) if nearest else Text()


def notes(message: Json) -> Text:
    """How the answer was made, and what was missing."""
    said = [f"{one_line(message['mode'])}"] if message.get("mode") else []
    if message.get("confidence") is not None:
        said.append(f"confidence {message['confidence']:.2f}")
    if message.get("degraded"):
        said.append(f"without {one_line(', '.join(message['degraded']))}")
    if message.get("status") == "stopped":
        said.append("stopped")
    return Text(" · ".join(said), style="dim")


def unbacked(message: Json) -> RenderableType:
    """The statements that nothing in the sources backs, and how many are: words on a terminal stay unmarked."""
    claims = [one for one in message.get("claims") or () if one["verdict"] in REASONS]
    lines = [literal(f"{REASONS[one['verdict']]}: {_statement(message, one)}", "bold yellow") for one in claims]
    coverage = message.get("coverage")
    if coverage and message.get("claims"):
        lines.append(literal(f"{coverage['backed']} of {coverage['total']} statements backed by the sources", "dim"))
    return Group(*lines)


def _statement(message: Json, claim: Json) -> str:
    said = one_line(message["content"][claim["start"] : claim["end"]])
    contrast = claim.get("contrast")
    return f"“{said}”" + (f"; the passage says {one_line(contrast['passage'])}" if contrast else "")


def _passage(mark: str, citation: Json) -> RenderableType:
    head = literal(f"{mark} {place(citation)}", "bold")
    quote = literal(f"    “{one_line(citation['quote'])}”", "italic")
    return Group(head, quote)


def place(passage: Json) -> str:
    """Title, name where that says more, and page, on one line."""
    title, uri = one_line(passage.get("title") or ""), one_line(passage.get("uri") or "")
    named = f"{title} ({uri})" if title and uri and title != uri else title or uri or one_line(passage["document_id"])
    page, place = passage.get("page"), passage.get("place") or {}
    label = place.get("label") or ""
    # "p. 7 (read by OCR)": that it was is said, however the page is.
    where = f"page {page}{label.removeprefix(f'p. {page}')}" if page is not None else label
    return f"{named}, {where}" if where else named


def hits(items: Iterable[Json]) -> RenderableType:
    """Search hits, best first."""
    blocks: list[RenderableType] = []
    for rank, hit in enumerate(items, 1):
        heading = " › ".join(map(one_line, hit.get("heading") or []))
        head = literal(f"{rank}. {place(hit)}", "bold")
        head.append_text(literal(f"  {heading}" if heading else "", "dim"))
        head.append_text(literal(f"  {hit['score']:.3f}", "dim"))
        blocks += [head, literal(f"    {one_line(hit['text'])}\n")]
    return Group(*blocks)


def duplicates(found: Sequence[Json]) -> Text:
    """Files whose bytes were there under another name, or in another source: the first by name, how many more."""
    said = [
        f"{one_line(one['uri'])} is the same file as {one_line(one['same_as']['uri'])}"
        f" in {one_line(one['same_as']['source_name'])}."
        for one in found[:NAMES_SHOWN]
    ]
    more = len(found) - NAMES_SHOWN
    return literal("\n".join([*said, *([f"So are {more} more."] if more > 0 else [])]))


def trouble_table(documents: Iterable[tuple[str, Json]]) -> Table:
    """Documents that were not indexed, by how they ended and why: how many, which ones, what to do."""
    groups: dict[tuple[str, str], list[Json]] = {}
    for status, one in documents:
        groups.setdefault((status, (one.get("error") or {}).get("code", "")), []).append(one)
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    for title in ("status", "documents", "reason", "what to do"):
        table.add_column(title, overflow="fold")
    for (status, code), ones in groups.items():
        error = ones[0].get("error") or {}
        # The message names its document: of several the code says what they have in common.
        reason = error.get("message", "") if len(ones) == 1 else f"{code} ({len(ones)} documents)"
        names = ", ".join(one["uri"] for one in ones[:NAMES_SHOWN])
        more = f" and {len(ones) - NAMES_SHOWN} more" if len(ones) > NAMES_SHOWN else ""
        cells = (status, names + more, reason, error.get("action", ""))
        table.add_row(*(literal(one_line(cell)) for cell in cells))
    return table
