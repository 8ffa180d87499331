"""Addresses of mail and of machines."""

import ipaddress
import re
from collections.abc import Iterator

from pipelines.personal.spans import Span

# RFC 5321: 64 characters before the sign, 255 behind it. Each begins where nothing of its kind stands before, so that
# a text of one endless word is walked through once.
_MAIL = re.compile(
    r"(?<![\w.!#$%&'*+/=?^`{|}~\-])(?P<name>[\w!#$%&'*+/=?^`{|}~\-][\w.!#$%&'*+/=?^`{|}~\-]{0,63}+)@"
    r"(?P<host>(?:[^\W_](?:[\w\-]{0,62}+)\.){1,8}(?P<top>[^\W\d_]{2,24}|xn--[a-z0-9\-]{2,59}))(?![\w@])"
)
_WORD = r"[^\W_](?:[\w.\-+]{0,62}\w)?"
_AT = r" ?[(\[{<] ?(?:at|ät|@|arroba|arobase|chiocciola|AT) ?[)\]}>] ?"
_DOT = r" ?[(\[{<] ?(?:dot|punkt|point|punto|\.|DOT) ?[)\]}>] ?| (?:dot|punkt|DOT) "
_LABEL = r"[^\W_][\w\-]{0,62}"
# "look at library.org" is no address: the word alone wants the dot as a word, too.
_SPELT = re.compile(
    rf"(?<![\w.@+\-]){_WORD}(?:{_AT}{_LABEL}(?:(?:{_DOT}|\.){_LABEL}){{0,3}}(?:{_DOT}|\.)|"
    rf" (?:at|ät|AT) {_LABEL}(?:(?:{_DOT}|\.){_LABEL}){{0,3}}(?:{_DOT}))[^\W\d_]{{2,12}}(?![\w@])"
)
# "logo@2x.png" is a picture for fine screens, "git@host:path" a place and no person.
_ENDINGS = frozenset(
    {
        *("png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "bmp", "pdf", "html", "htm", "css", "scss", "json", "xml"),
        *("yaml", "yml", "toml", "txt", "zip", "gz", "tgz", "exe", "dll", "tsx", "jsx", "js", "ts"),
    }
)
_V4 = re.compile(r"(?<![\w.\-])(?:\d{1,3}\.){3}\d{1,3}(?![\w\-]|\.\d)")
_MAPPED = re.compile(r"(?<![\w:.])::ffff:(?:\d{1,3}\.){3}\d{1,3}(?![\w\-]|\.\d)", re.IGNORECASE)
_V6 = re.compile(r"(?<![\w:.])(?=[0-9A-Fa-f]{0,4}:)[0-9A-Fa-f:]{5,39}+(?![\w:])")
_VERSION = re.compile(
    r"(?:(?:version\w*|v|releases?|build|firmware|rev|oid|section|§|kernel|driver|treiber|"
    r"upd\w+|upgrad\w+|aktualisier\w*|actuali[sz]\w*|aggiorna\w*|jour|installier\w*|install\w*)(?: (?:to|auf|à|"
    r"a|la|version|from|von|on))?)[\s.:]{0,3}$",
    re.IGNORECASE,
)
# An address with fewer digits is more often a version or a section.
_DIGITS = 8


def mails(text: str) -> Iterator[Span]:
    """Mail addresses, also such as are written out for people ("name (at) host dot de")."""
    if "@" in text:
        for found in _MAIL.finditer(text):
            if found["top"].lower() not in _ENDINGS and not (found["name"] == "git" and text[found.end() :][:1] == ":"):
                yield Span(found.start(), found.end(), "email")
    for found in _SPELT.finditer(text):
        yield Span(found.start(), found.end(), "email")


def machines(text: str) -> Iterator[Span]:
    """Addresses of machines that the whole internet can reach; those of a house's own network name nobody."""
    for found in _V4.finditer(text):
        known = sum(map(str.isdigit, found[0])) >= _DIGITS and not _VERSION.search(
            text[max(0, found.start() - 20) : found.start()]
        )
        if known and _is_public(found[0]):
            yield Span(found.start(), found.end(), "ip_address")
    for found in _MAPPED.finditer(text):
        if _is_public(found[0].rpartition(":")[2]):
            yield Span(found.start(), found.end(), "ip_address")
    for found in _V6.finditer(text):
        if found[0].count(":") >= 2 and _is_public(found[0].rstrip(":") if not found[0].endswith("::") else found[0]):
            yield Span(found.start(), found.end(), "ip_address")


def _is_public(address: str) -> bool:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return False
    # Addresses for examples (RFC 5737, 3849) stand for real ones.
    return known.is_global or str(known).startswith(("192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:"))
