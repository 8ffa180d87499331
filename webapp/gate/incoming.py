"""What has come of a request so far, and whether a thread can take it."""

from dataclasses import dataclass
from enum import Enum, auto

MOST_HEAD = 1 << 16
MOST_BODY = 1 << 16
_END = b"\r\n\r\n"
# Without one of these in it a head tells of no body.
_TELLS = (b"content-", b"transfer-encoding", b"expect")
_FORM = b"multipart/form-data"
# A length of more digits is for the parser to refuse.
_DIGITS = 18


class Framing(Enum):
    """How far a request is."""

    PARTIAL = auto()
    # Nothing more has to be read of it.
    WHOLE = auto()
    # Its head is there; its body is longer than is waited for, or tells no length, and is read by who answers it.
    LARGE = auto()
    # Its head is longer than any may be.
    OVERLONG = auto()
    # Its head tells a body that is longer than any of its kind may be: of a form, of anything else.
    OVERLONG_FORM = auto()
    OVERLONG_BODY = auto()


@dataclass(frozen=True, slots=True)
class Most:
    """Bytes that a body may have."""

    form: int
    other: int


class Incoming:
    """The bytes of one request. What is not HTTP is passed on as soon as it looks whole: the parser refuses it."""

    def __init__(self, most: Most) -> None:
        self.data = bytearray()
        self._most = most
        # What has come of it before its body.
        self.head = b""
        self._whole: int | None = None
        self._told: Framing | None = None

    def feed(self, block: bytes) -> Framing:
        """Take what has come, at any cut."""
        seen = max(0, len(self.data) - len(_END) + 1)
        self.data += block
        if self._whole is None and self._told is None:
            end = self.data.find(_END, seen)
            if end < 0:
                return Framing.OVERLONG if len(self.data) > MOST_HEAD else Framing.PARTIAL
            self.head = bytes(self.data[:end])
            self._read(self.head)
        if self._whole is None:
            return self._told or Framing.LARGE
        return Framing.WHOLE if len(self.data) >= self._whole else Framing.PARTIAL

    def _read(self, head: bytes) -> None:
        length, is_form = _length(head)
        if length is not None and length <= MOST_BODY:
            self._whole = len(head) + len(_END) + length
        elif length is not None and length > (self._most.form if is_form else self._most.other):
            self._told = Framing.OVERLONG_FORM if is_form else Framing.OVERLONG_BODY
        else:
            self._told = Framing.LARGE


def _length(head: bytes) -> tuple[int | None, bool]:
    """The length that a head tells, 0 without one, None where only the parser can say; and whether it is a form's."""
    small = head.lower()
    if not any(name in small for name in _TELLS):
        return 0, False
    found: set[bytes] = set()
    told, is_form = True, False
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        name = name.strip().lower()
        if name in (b"transfer-encoding", b"expect"):
            told = False
        elif name == b"content-length":
            found.add(value.strip())
        elif name == b"content-type":
            is_form = value.strip().lower().startswith(_FORM)
    if not told:
        return None, is_form
    if not found:
        return 0, is_form
    one = found.pop()
    return (int(one) if not found and one.isdigit() and len(one) <= _DIGITS else None), is_form
