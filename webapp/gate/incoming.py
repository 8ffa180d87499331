"""What has come of a request so far, and whether a thread can take it."""

from enum import Enum, auto

MOST_HEAD = 1 << 16
MOST_BODY = 1 << 16
_END = b"\r\n\r\n"


class Framing(Enum):
    """How far a request is."""

    PARTIAL = auto()
    # Nothing more has to be read of it.
    WHOLE = auto()
    # Its head is there; its body is longer than is waited for, or tells no length, and is read by who answers it.
    LARGE = auto()
    OVERLONG = auto()


class Incoming:
    """The bytes of one request. What is not HTTP is passed on as soon as it looks whole: the parser refuses it."""

    def __init__(self) -> None:
        self.data = bytearray()
        self._whole: int | None = None
        self._large = False

    def feed(self, block: bytes) -> Framing:
        """Take what has come, at any cut."""
        seen = max(0, len(self.data) - len(_END) + 1)
        self.data += block
        if self._whole is None and not self._large:
            end = self.data.find(_END, seen)
            if end < 0:
                return Framing.OVERLONG if len(self.data) > MOST_HEAD else Framing.PARTIAL
            self._read(bytes(self.data[:end]), end + len(_END))
        if self._large or self._whole is None:
            return Framing.LARGE
        return Framing.WHOLE if len(self.data) >= self._whole else Framing.PARTIAL

    def _read(self, head: bytes, body_at: int) -> None:
        length = _length(head)
        if length is None or length > MOST_BODY:
            self._large = True
        else:
            self._whole = body_at + length


def _length(head: bytes) -> int | None:
    """The length that a head tells, 0 without one; None where only the parser can say."""
    found: set[bytes] = set()
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        name = name.strip().lower()
        if name in (b"transfer-encoding", b"expect"):
            return None
        if name == b"content-length":
            found.add(value.strip())
    if not found:
        return 0
    one = found.pop()
    return int(one) if not found and one.isdigit() and len(one) < 10 else None
