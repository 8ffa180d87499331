"""Which parts of a mail are files of their own, told by their headers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from itertools import islice

TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
WINMAIL = "winmail.dat"
FORWARDED = "message/rfc822"
# Lines that may begin a part: more than any mail has that somebody wrote.
LINES, HEAD = 20_000, 20_000
BEGINS = b"\n--"
# Where headers end.
BLANK = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Part:
    """An attached file: its name as it stands in the headers, and its bytes as they were sent."""

    name: str
    body: bytes
    is_base64: bool
    is_tnef: bool


def is_attached(part: Message) -> bool:
    """What is attached, and what has a name; pictures that the text shows are neither."""
    if part.is_multipart():
        return False
    placed = str(part.get("Content-Disposition", "")).split(";")[0].strip().lower()
    shown = part.get("Content-ID") is not None and placed != "attachment"
    if part.get_content_maintype() == "image" and shown:
        return False
    named = bool(part.get_filename())
    return placed == "attachment" or (named and placed != "inline") or (named and part.get_content_maintype() != "text")


def is_tnef(kind: str, name: str) -> bool:
    """Whether a part of this type and name is what Outlook packs all its attachments into."""
    return kind in TNEF or name.lower() == WINMAIL


def parts_of(mail: bytes, *, most: int) -> list[Part] | None:
    """The first files of a mail, and of mails that it holds as they are; None where too many lines may begin one."""
    return None if mail.count(BEGINS) > LINES else list(islice(_parts(mail), most))


def _parts(mail: bytes) -> Iterator[Part]:
    at = mail.find(BEGINS)
    while at >= 0:
        begins = mail.find(b"\n", at + len(BEGINS)) + 1
        after = mail.find(BEGINS, at + len(BEGINS))
        if begins and (after < 0 or begins <= after + 1):
            yield from _part(mail[begins : after if after >= 0 else len(mail)])
        at = after


def _part(raw: bytes) -> Iterator[Part]:
    blank = BLANK.search(raw[:HEAD])
    if blank is None:
        return
    part = BytesHeaderParser(policy=compat32).parsebytes(raw[: blank.end()])
    kind = part.get_content_type()
    if kind == FORWARDED or is_attached(part):
        name = str(part.get_filename() or "")
        packed = str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64"
        yield Part(name, raw[blank.end() :], packed, is_tnef(kind, name))
