"""Why a document cannot be read or has nothing to index: every code with its message and its one action."""

from typing import NoReturn

from pipelines.convert.formats import FORMATS
from pipelines.errors import NothingToIndex, UnreadableDocument
from pipelines.types import DocumentError

SHOWN = 120
_TITLES = [one.title for one in FORMATS]

FAILED = {
    "bad_encoding": (
        "'{name}' is not valid {detail}.",
        "Save the file as UTF-8 and upload it again.",
    ),
    "type_mismatch": (
        "'{name}' is not what its name says: {detail}.",
        "Give the file the ending of its real type, or save it again in that type, and upload it.",
    ),
    "encrypted": (
        "'{name}' is protected by a password.",
        "Remove the password and upload the file again.",
    ),
    "broken": (
        "'{name}' is damaged and cannot be read ({detail}).",
        "Open the file in the program that made it, save it again and upload it.",
    ),
    "too_long": (
        "'{name}' holds more than {detail} characters of text.",
        "Split the document into smaller files and upload those.",
    ),
    "too_many_pages": (
        "'{name}' has {detail}.",
        "Split the document into smaller files and upload those.",
    ),
    "archive_too_large": (
        "'{name}' holds {detail}.",
        "Unpack it and upload what is in it, or split it into smaller archives.",
    ),
    "nested_too_deep": (
        "'{name}' lies deeper in other archives than is read ({detail} levels).",
        "Unpack the outer archive and upload what is in it.",
    ),
    "converter_timeout": (
        "'{name}' took longer than {detail} seconds to read.",
        "Export the document again or split it into smaller files, and upload those.",
    ),
    "converter_memory": (
        "'{name}' needs more than {detail} MB of memory to read.",
        "Export the document again or split it into smaller files, and upload those.",
    ),
}
SKIPPED = {
    "unknown_type": (
        "'{name}' is of a type that is not read.",
        f"Upload it as {', '.join(_TITLES[:-1])} or {_TITLES[-1]}.",
    ),
    "empty": (
        "'{name}' is empty.",
        "Nothing to do, or upload the file with its content.",
    ),
    "no_text": (
        "'{name}' is a picture, or pages that are pictures: no text was found in it.",
        "Install tesseract-ocr where the worker runs and retry the document, or upload it with its text recognized.",
    ),
    "dynamic_form": (
        "'{name}' is a form that Adobe's programs build when they open it; its page holds no more than a notice.",
        "Open it in Adobe Reader, print it to a new PDF and upload that.",
    ),
}


def shown(name: str) -> str:
    """The last part of a name, without control characters, short enough for a message."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    clean = "".join(mark for mark in last if mark.isprintable())
    return clean if len(clean) <= SHOWN else clean[: SHOWN - 1] + "…"


def fail(code: str, name: str, detail: object = "") -> NoReturn:
    """End a document ``failed``: raises ``UnreadableDocument`` with the code's text."""
    message, action = FAILED[code]
    raise UnreadableDocument(message.format(name=shown(name), detail=detail), code=code, action=action)


def reason(code: str, name: str, detail: object = "") -> DocumentError:
    """The text of a code of ``FAILED``, for who ends a document without raising."""
    message, action = FAILED[code]
    return DocumentError(code, message.format(name=shown(name), detail=detail), action)


def skip(code: str, name: str) -> NoReturn:
    """End a document ``skipped``: raises ``NothingToIndex`` with the code's text."""
    message, action = SKIPPED[code]
    raise NothingToIndex(message.format(name=shown(name)), code=code, action=action)
