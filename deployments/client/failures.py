"""How a command can fail, with its exit code: 1 failed, 2 usage, 3 no answer, 4 service unreachable."""


class CommandFailed(Exception):
    """Ends a command with a message for people; ``code`` is stable, for programs."""

    exit_code = 1

    def __init__(self, message: str, *, code: str = "failed", status: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


class WrongUsage(CommandFailed):
    """The command cannot be understood as given."""

    exit_code = 2


class Unreachable(CommandFailed):
    """The service does not answer."""

    exit_code = 4


class LoginNeeded(CommandFailed):
    """There is no usable token."""
