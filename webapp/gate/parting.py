"""The end of a connection: what still comes is passed over for a while, by the poller."""

import time

from webapp.gate.paced import PacedSocket

SECONDS = 2.0
BYTES_A_SECOND = 1 << 20
BLOCK = 1 << 18


class Parting:
    """A connection that is closed on our side. ``until``: when it ends, later the more still comes."""

    def __init__(self, sock: PacedSocket) -> None:
        self._sock = sock
        self.until = time.monotonic() + SECONDS

    def is_over(self) -> bool:
        """Pass over what has come. Whether that was the end."""
        try:
            block = self._sock.arrive(BLOCK)
        except BlockingIOError:
            return False
        except OSError:
            return True
        self.until += len(block) / BYTES_A_SECOND
        return not block
