"""What a client calls a file, made harmless: the cleaned name is the document's uri."""

import re
import unicodedata

QUOTED = re.compile(r'(?:^|[;\s])filename="((?:\\[\\"]|[^"])*)"', re.IGNORECASE)
ESCAPED = re.compile(r'\\([\\"])')
LONGEST = 255
LONGEST_EXTENSION = 32
UNNAMED = "unnamed"
# Control, surrogate, line and paragraph separators; and the marks that make "exe.pdf" read as "fdp.exe".
DROPPED_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
DROPPED_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def sent_name(disposition: str, parsed: str) -> str:
    r"""A file's name as its client wrote it into ``Content-Disposition``; ``parsed`` where quotes do not tell.

    Werkzeug drops every lone backslash, which browsers and urllib3 send as it is: ``dir\a.txt`` became ``dira.txt``.
    """
    extended = "filename*" in disposition.lower()
    quoted = None if extended else QUOTED.search(disposition)
    return ESCAPED.sub(r"\1", quoted[1]).replace("%22", '"') if quoted else parsed


def cleaned(name: str) -> str:
    """The uri of an uploaded file: NFC, ``/`` between parts, never empty, at most 255 characters.

    Backslashes become ``/``; control characters and empty, ``.`` and ``..`` parts go; a name that is too long loses
    the end of its stem, then its outer folders, never its extension.
    """
    plain = unicodedata.normalize("NFC", "".join(sign for sign in name if _kept(sign)))
    parts = [part.strip() for part in plain.replace("\\", "/").split("/")]
    parts = [part for part in parts if part not in ("", ".", "..")] or [UNNAMED]
    return _fitting(parts)


def title_of(uri: str) -> str:
    """The title of a document that brings none: the last part of its uri."""
    return uri.rsplit("/", 1)[-1] or UNNAMED


def _kept(sign: str) -> bool:
    return unicodedata.category(sign) not in DROPPED_CATEGORIES and sign not in DROPPED_MARKS


def _fitting(parts: list[str]) -> str:
    *folders, last = parts
    last = _shortened(last)
    while folders and len("/".join([*folders, last])) > LONGEST:
        folders.pop(0)
    return "/".join([*folders, last])


def _shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem or len(extension) > LONGEST_EXTENSION:
        return name[:LONGEST]
    return f"{stem[: LONGEST - len(extension) - 1]}.{extension}"
