"""EML: who wrote to whom and when, then what was written, quoted history included; attachments are its members.

Parts are told apart by the parser of the standard library, headers decoded here: its newer policy takes quadratic time
for long ones. Nothing that a mail points to is read.
"""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import collapse_rfc2231_value, parsedate_to_datetime
from typing import Any

from pipelines.convert import html, rtf, tnef
from pipelines.convert.attached import FORWARDED, is_attached, is_tnef
from pipelines.convert.decode import clean
from pipelines.convert.failures import fail, skip
from pipelines.convert.source import Made, Member, Source
from pipelines.convert.writing import TextWriter
from pipelines.errors import NothingToIndex, PipelineError
from pipelines.structure.simple import simple_blocks
from pipelines.types import Text

SHOWN = ("From", "To", "Cc", "Date")
HEADER_AT_MOST = 20_000
PARTS_AT_MOST = 10_000
HEADER = re.compile(rb"(?:From |>?[A-Za-z][A-Za-z0-9-]{0,60}:)")
KNOWN = re.compile(rb"(?im)^(?:from|to|subject|date|received|message-id|mime-version|content-type|return-path):")
# The words of an HTML mail stand in its plain part too, unless that says only that there is one.
PLAIN_SHARE = 0.5
BLANKS = re.compile(rb"[^A-Za-z0-9+/]")
FLOWED = re.compile(r"^(>*) ?(.*)$")
RTF = ("text/rtf", "application/rtf", "text/richtext")
# From a line on that is no base64.
STRAY = re.compile(r"^[^\n]*[^A-Za-z0-9+/=\s][\s\S]*", re.MULTILINE)
ENDINGS = {"text/calendar": ".ics", "application/pdf": ".pdf", "text/csv": ".csv", "message/rfc822": ".eml"}


@dataclass(slots=True)
class _Read:
    """What is found in the parts: the texts that are shown, and files."""

    bodies: list[Text] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    parts: int = 0
    encrypted: bool = False


def convert(source: Source) -> Made:
    """The title is the subject. Raises ``type_mismatch``, ``encrypted``, ``broken`` or ``empty``."""
    head = source.data[:HEADER_AT_MOST].lstrip(b"\xef\xbb\xbf\r\n")
    if not HEADER.match(head) or not KNOWN.search(head):
        fail("type_mismatch", source.name, "it has no headers of a mail")
    mail = _parsed(source.data.lstrip(b"\xef\xbb\xbf\r\n"))
    read = _Read()
    _collect(mail, read, source)
    if read.encrypted and not read.bodies:
        fail("encrypted", source.name)
    subject = header(mail, "Subject")
    if not (subject or read.bodies or read.members):
        skip("empty", source.name)
    writer = TextWriter(source)
    writer.heading(subject, level=1)
    writer.paragraph("\n".join(_headers(mail)))
    for body in read.bodies:
        writer.embed(body, under=1)
    if read.members:
        writer.paragraph("Attachments: " + ", ".join(one.name for one in read.members[:100]))
    return Made(writer.text(subject or None, meta=_meta(mail)), members=tuple(read.members))


def _parsed(data: bytes) -> Message:
    """A mail; of one that nests deeper than its parser bears, what comes before that."""
    begun: list[Message] = []

    def message(*args: Any, **more: Any) -> Message:
        made = Message(*args, **more)
        begun.append(made)
        return made

    try:
        return BytesParser(message, policy=compat32).parsebytes(data)
    except RecursionError:
        # The parser makes one to see how it is made.
        return next((one for one in begun if one.keys()), begun[0])


def header(mail: Message, name: str) -> str:
    """A header as it is meant: decoded, on one line; nothing where there is none."""
    # The usual getters put a question mark for every byte that is not ASCII.
    return words(next((value for key, value in mail.raw_items() if key.lower() == name.lower()), ""))


def words(raw: str) -> str:
    """The words of a header, or of one of its parameters, decoded."""
    raw = raw[:HEADER_AT_MOST]
    try:
        pieces = decode_header(raw.replace("\r", "").replace("\n", ""))
    except (HeaderParseError, ValueError):
        pieces = [(raw, None)]
    told = "".join(_decoded(piece, charset) if isinstance(piece, bytes) else _bytes(piece) for piece, charset in pieces)
    return " ".join(clean(told).split())


def _headers(mail: Message) -> Iterator[str]:
    return (f"{name}: {told}" for name in SHOWN if (told := header(mail, name)))


def _bytes(raw: str) -> str:
    """Bytes beyond ASCII that stand in a header as they are."""
    return _decoded(raw.encode("utf-8", "surrogateescape"), None)


def _decoded(data: bytes, charset: str | None) -> str:
    for name in (charset, "utf-8"):
        try:
            return data.decode(name or "utf-8")
        except (LookupError, UnicodeError):
            continue
    return data.decode("cp1252", "replace")


def _meta(mail: Message) -> dict[str, str]:
    meta = {"author": header(mail, "From")}
    try:
        sent = parsedate_to_datetime(header(mail, "Date"))
        meta["created"] = (sent if sent.tzinfo is None else sent.astimezone(UTC)).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    return {name: value for name, value in meta.items() if value}


def _collect(mail: Message, read: _Read, source: Source) -> None:
    """Parts in their order, without recursion: a mail may be nested as deep as its writer liked."""
    waiting = [mail]
    while waiting:
        part = waiting.pop()
        read.parts += 1
        if read.parts > PARTS_AT_MOST:
            fail("archive_too_large", source.name, f"more than {PARTS_AT_MOST:,} parts")
        kind = part.get_content_type()
        if kind == FORWARDED or (part is not mail and is_attached(part)):
            _file(part, read)
        elif kind == "multipart/alternative":
            waiting.extend(reversed(_chosen(part, read, source)))
        elif part.is_multipart():
            read.encrypted = read.encrypted or kind == "multipart/encrypted"
            waiting.extend(reversed(_parts(part)))
        elif kind in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
            read.encrypted = True
        elif _says_something(part) and (text := _text(part, source)) is not None:
            read.bodies.append(text)


def _says_something(part: Message) -> bool:
    """Whether it is a text; one of several parts that does not say how they are told apart is one too."""
    return part.get_content_maintype() in ("text", "multipart") or part.get_content_type() in RTF


def _parts(part: Message) -> list[Message]:
    held = part.get_payload()
    return [one for one in held if isinstance(one, Message)] if isinstance(held, list) else []


def _chosen(part: Message, read: _Read, source: Source) -> list[Message]:
    """Of several ways to say the same: HTML for its tables and lists, unless plain text says more."""
    ways = _parts(part)
    nested = [one for one in ways if one.is_multipart()]
    pages = [one for one in ways if one.get_content_type() == "text/html"]
    plain = [one for one in ways if one.get_content_type() == "text/plain"]
    files = [one for one in ways if one not in pages and one not in plain and one not in nested and is_attached(one)]
    if nested:
        return [nested[-1], *files]
    page = _text(pages[-1], source) if pages else None
    text = _text(plain[-1], source) if plain else None
    best = max((one for one in (page, text) if one is not None), key=lambda one: len(one.text), default=None)
    if page is not None and best is not None and len(page.text) >= PLAIN_SHARE * len(best.text):
        best = page
    if best is not None:
        read.bodies.append(best)
    return files


def _text(part: Message, source: Source) -> Text | None:
    data = _payload(part)
    if not data.strip():
        return None
    charset = str(part.get_content_charset() or "")
    try:
        if part.get_content_type() == "text/html":
            page = _decoded(data, charset or None).encode("utf-8", "replace")
            # A byte order mark says what it is now, whatever it says of itself.
            return html.convert(Source(b"\xef\xbb\xbf" + page, "body.html", source.limits))
        if part.get_content_type() in RTF:
            return rtf.convert(Source(data, "body.rtf", source.limits))
    except NothingToIndex:
        return None
    except PipelineError as wrong:
        if wrong.code != "broken":
            raise
    text = clean(_decoded(data, charset or None))
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _unflowed(text, delsp=str(part.get_param("delsp", "")).lower() == "yes")
    return Text(text.strip("\n"), blocks=simple_blocks(text.strip("\n"))) if text.strip() else None


def _payload(part: Message) -> bytes:
    """The bytes of a part. What follows base64, as lists of mails add it, is read as it stands."""
    data, raw = part.get_payload(decode=True), part.get_payload()
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "base64" and isinstance(raw, str) and (stray := STRAY.search(raw)):
        packed = raw[: stray.start()]
        return _unpacked(packed.encode("ascii", "replace")) + stray[0].encode("utf-8", "surrogateescape")
    return data if isinstance(data, bytes) else b""


def _unflowed(text: str, *, delsp: bool) -> str:
    """Lines that were broken for the width of a screen, whole again (RFC 3676)."""
    lines: list[list[str]] = []
    depth, flowing = "", False
    for line in text.split("\n"):
        found = FLOWED.match(line)
        quote, rest = (found[1], found[2]) if found else ("", line)
        if flowing and quote == depth and rest != "-- ":
            lines[-1].append(rest)
        else:
            lines.append([f"{quote} {rest}" if quote else rest])
        flowing = rest.endswith(" ") and rest != "-- "
        if flowing and delsp:
            lines[-1][-1] = lines[-1][-1][:-1]
        depth = quote
    return "\n".join("".join(line).rstrip() for line in lines)


def _file(part: Message, read: _Read) -> None:
    kind = part.get_content_type()
    if kind == FORWARDED:
        inner = part.get_payload()
        mail = inner[0] if isinstance(inner, list) and inner else None
        try:
            data = mail.as_bytes(unixfrom=False) if isinstance(mail, Message) else b""
        except RecursionError:
            read.members.append(Member(f"{_name(part) or 'message'}.eml", b"", refused="broken"))
            return
        if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
            # Against the standard, but it is done: what looks like a mail's body is the mail.
            data = _unpacked(data)
            mail = _parsed(data)
        named = _name(part) or (header(mail, "Subject") if isinstance(mail, Message) else "") or "message"
        name = named if named.lower().endswith(".eml") else f"{named}.eml"
    else:
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        if is_tnef(kind, _name(part)) and (packed := tnef.files_in(data)):
            read.members += packed
            return
        name = _name(part) or f"attachment{ENDINGS.get(kind, '')}"
    if data.strip():
        read.members.append(Member(name.replace("/", "-"), data))


def _unpacked(data: bytes) -> bytes:
    letters = BLANKS.sub(b"", data)
    return base64.b64decode(letters + b"=" * (-len(letters) % 4)) if len(letters) % 4 != 1 else b""


def _name(part: Message) -> str:
    raw = part.get_param("filename", None, "content-disposition") or part.get_param("name", None, "content-type")
    if not raw:
        return ""
    return words(collapse_rfc2231_value(raw) if isinstance(raw, tuple) else raw)
