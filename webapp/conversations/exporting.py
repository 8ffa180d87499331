"""A conversation as a file: Markdown, HTML or JSON, with the quotes that its answers rest on. Free of Flask."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import orjson
from markdown_it import MarkdownIt

from pipelines.text.turns import straight
from webapp.auth.principal import Principal
from webapp.conversations.access import every_message, get_conversation
from webapp.conversations.authorship import MODEL_WRITTEN
from webapp.conversations.messages import message_json
from webapp.conversations.models import Conversation, Message
from webapp.conversations.silencing import MARK, shown
from webapp.sql.database import Database

Format = Literal["md", "html", "json"]
MIMES: dict[Format, str] = {"md": "text/markdown", "html": "text/html", "json": "application/json"}
NOT_FOUND = "not found in the sources"
MAY_NOT_BE_SHOWN = "rests on something that may not be shown"
# What ends a statement stays with it.
CLOSES = re.compile(r"[.!?…:;]{0,3}[\"'”’)]{0,2}")
# What makes links, pictures, elements and addresses of a document's words where Markdown is shown.
LIVE = re.compile(r"[\\\[\]<@]|://|(?<=www)\.", re.IGNORECASE)
# What a model's name may hold that is more than letters, and what no front matter needs.
_ODD = re.compile(r"[^\w .,:+/()-]|:(?=//)|(?<=www)\.", re.IGNORECASE)
# Nothing in it is fetched, run or followed: not even an address that a document holds becomes a link.
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
STYLE = (
    "body{font:16px/1.55 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:var(--ink);"
    "background:var(--paper)}:root{color-scheme:light dark;--ink:#1c1b18;--dim:#6b665c;--line:#d8d4ca;--bar:#c9c2b2;"
    "--paper:#fff}@media(prefers-color-scheme:dark){:root{--ink:#e4e1da;--dim:#a29d93;--line:#3d3b37;--bar:#57534b;"
    "--paper:#1b1b1a}}a{color:inherit}"
    "h2{font-size:1.05rem;margin:2.2rem 0 .6rem;border-top:1px solid var(--line);padding-top:1.2rem}"
    "ol{padding-left:1.4rem}blockquote{margin:.3rem 0 .9rem;padding-left:.8rem;border-left:3px solid var(--bar);"
    "white-space:pre-wrap;overflow-wrap:anywhere}"
    "table{border-collapse:collapse}td,th{border:1px solid var(--bar);padding:.25rem .5rem}"
    "footer,time{color:var(--dim);font-size:.85rem}"
)


@dataclass(frozen=True, slots=True)
class Export:
    """The file: its name, its type and its bytes (UTF-8), the models that wrote some of it."""

    name: str
    mime: str
    body: bytes
    models: tuple[str, ...] = ()


class Exporting:
    """Writes conversations; every method takes who asks."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def export(self, principal: Principal, conversation_id: str, form: Format, *, set_aside: bool = False) -> Export:
        """A conversation; what was set aside goes along if wanted, and is called so. Raises ``NotFound``."""
        with self._db.reading() as session:
            talk = get_conversation(session, principal, conversation_id)
            rows = every_message(session, principal, conversation_id, set_aside=set_aside)
            ended = [row for row in rows if row.status != "running"]
            messages = shown(session, principal.org_id, ended)
        write = {"md": markdown, "html": page, "json": plain}[form]
        body = write(talk, messages).encode("utf-8", "replace")
        return Export(_file_name(talk, form), MIMES[form], body, tuple(written_by(messages)))


def plain(talk: Conversation, messages: Sequence[Message]) -> str:
    """The conversation and its messages in the shapes of the API."""
    about = {"id": talk.id, "chatbot_id": talk.chatbot_id, "title": talk.title}
    times = {"created_at": talk.created_at, "updated_at": talk.updated_at}
    made = {"conversation": about | times, "messages": [message_json(row) for row in messages]}
    return orjson.dumps(made, option=orjson.OPT_INDENT_2).decode()


def markdown(talk: Conversation, messages: Sequence[Message]) -> str:
    """Questions as headings, answers as they were written, each with its numbered quotes below, which stay text."""
    parts = [*_front(messages), f"# {_still(_line(talk.title or 'Conversation'))}", _moment(talk.created_at)]
    for row in messages:
        if row.role == "user":
            parts += [f"## {_still(_line(row.content))}", *map(_still, _put_to(row))]
            continue
        parts += [_told_apart(row) or "(no answer)", *_written(row)]
        parts += [f"{_reference(one)}\n\n{_quoted(one['quote'])}" for one in row.citations]
    return "\n\n".join(parts) + "\n"


def _front(messages: Sequence[Message]) -> list[str]:
    """For machines: whether a model wrote some of it, and which."""
    models = written_by(messages)
    if not models:
        return []
    names = ", ".join(f'"{_ODD.sub(_escaped, one)}"' for one in models)
    return [f"---\ngenerated_by: model\nmodels: [{names}]\ndigital_source_type: {MODEL_WRITTEN}\n---"]


def _escaped(odd: re.Match[str]) -> str:
    """As YAML writes it between quotation marks: whoever shows the front matter as Markdown sees no element in it."""
    return f"\\U{ord(odd[0]):08x}"


def written_by(messages: Sequence[Message]) -> list[str]:
    """The models that wrote answers of it; a nameless one is called so."""
    wrote = (row.generated for row in messages if row.role == "assistant")
    return list(dict.fromkeys(str(one["model"] or "unnamed") for one in wrote if one["by"] == "model"))


def page(talk: Conversation, messages: Sequence[Message]) -> str:
    """One page that needs nothing else. Whatever was said or quoted is text in it."""
    title = html.escape(_line(talk.title or "Conversation"))
    body = "\n".join(_block(number, row) for number, row in enumerate(messages))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY.removeprefix("sandbox; ")}">'
        f"{_meta(messages)}<title>{title}</title><style>{STYLE}</style></head>\n<body><h1>{title}</h1>"
        f"<time>{_moment(talk.created_at)}</time>\n{body}\n</body></html>\n"
    )


def _meta(messages: Sequence[Message]) -> str:
    return "".join(
        f'<meta name="ai-generated" content="{html.escape(model)}">'
        f'<meta name="iptc:digitalSourceType" content="{MODEL_WRITTEN}">'
        for model in written_by(messages)
    )


def _block(number: int, row: Message) -> str:
    if row.role == "user":
        notes = "".join(f"<footer>{html.escape(note)}</footer>" for note in _put_to(row))
        return f"<h2>{html.escape(_line(row.content))}</h2>{notes}"
    known = {one["n"] for one in row.citations}

    def mark(found: re.Match[str]) -> str:
        n = int(found[1])
        return f'<sup><a href="#m{number}-{n}">{n}</a></sup>' if n in known else found[0]

    said = MARK.sub(mark, _RENDER.render(_told_apart(row))) if row.content else "<p>(no answer)</p>"
    items = "".join(
        f'<li id="m{number}-{one["n"]}" value="{one["n"]}">{html.escape(_place(one))}'
        f"<blockquote>{html.escape(one['quote'].strip())}</blockquote></li>"
        for one in row.citations
    )
    notes = "".join(f"<footer>{html.escape(note)}</footer>" for note in _written(row))
    made = row.generated
    told = (
        f' itemscope itemtype="https://schema.org/CreativeWork" data-generated-by="model" '
        f'data-model="{html.escape(made["model"] or "unnamed")}"><meta itemprop="digitalSourceType" '
        f'content="{made["source_type"]}"'
        if made["by"] == "model"
        else ' data-generated-by="none"'
    )
    return f"<section{told}>{said}{notes}" + (f"<ol>{items}</ol>" if items else "") + "</section>"


def _told_apart(row: Message) -> str:
    """An answer in Markdown, where what nothing backs says so behind it, as on the screen: a file goes to others."""
    text = row.content
    for claim in sorted(row.claims or (), key=lambda one: -one["end"]):
        if claim["verdict"] in ("unsupported", "private"):
            end = CLOSES.match(text, claim["end"])
            at = end.end() if end else claim["end"]
            text = f"{text[:at]} *({_not_found(claim)})*{text[at:]}"
    return text


def _not_found(claim: dict[str, Any]) -> str:
    if claim["verdict"] == "private":
        return MAY_NOT_BE_SHOWN
    contrast = claim.get("contrast")
    passage = _still(_line(contrast["passage"])).replace("*", "\\*") if contrast else ""
    return NOT_FOUND + (f"; the passage says {passage}" if passage else "")


def _written(row: Message) -> list[str]:
    """How much of what a model wrote is backed, and which one wrote it."""
    made = row.generated
    by = f" ({_still(_line(made['model']))})" if made["model"] else ""
    notes = [f"Written by an AI model{by}: check the sources."] if made["by"] == "model" else []
    if row.mode == "extractive" and row.citations:
        notes = ["Quoted from the sources, word for word."]
    if row.withheld:
        left = ", ".join(f"{kind} {times}" for kind, times in row.withheld.items())
        notes.append(f"Withheld or kept from the model: {left}.")
    if row.claims and row.coverage is not None:
        backed, total = row.coverage["backed"], row.coverage["total"]
        statements = "statement" if total == 1 else "statements"
        notes.append(f"{backed} of {total} {statements} backed by the sources.")
    return notes


def _renderer() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    return made.disable(["link", "image", "autolink", "reference", "html_inline", "html_block"])


_RENDER = _renderer()


def _put_to(row: Message) -> list[str]:
    titles = ", ".join(_line(one["title"]) for one in row.documents or ())
    aside = ["Set aside: asked or answered anew later."] if row.set_aside_at is not None else []
    return aside + ([f"Asked of: {titles}"] if titles else [])


def _reference(citation: dict[str, Any]) -> str:
    return f"[{citation['n']}] {_still(_place(citation))}"


def _place(citation: dict[str, Any]) -> str:
    where = "" if citation["page"] is None else f", p. {citation['page']}"
    name = citation["uri"] if citation["uri"] != citation["title"] else ""
    return _line(f"{citation['title']}{where}" + (f" ({name})" if name else ""))


def _quoted(quote: str) -> str:
    return "\n".join(f"> {_still(line)}" for line in quote.strip().splitlines())


def _still(text: str) -> str:
    """Words that stay words in Markdown: nothing is fetched or followed from them."""
    return LIVE.sub(lambda found: "\\" + found[0], text)


def _line(text: str) -> str:
    return " ".join(straight(text).split())


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _file_name(talk: Conversation, form: Format) -> str:
    words = re.sub(r"[^\w-]+", "-", talk.title or "conversation").strip("-").lower()
    return f"{words[:60].rstrip('-') or 'conversation'}.{form}"
