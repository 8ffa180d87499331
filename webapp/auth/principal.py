"""Who asks: the frozen answer of authentication, handed to every service. Free of Flask."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Principal:
    """An active user with the organisation they act for. ``login_id`` names the login the token came from;
    ``plan`` is what the operator gave the organisation, None: the installation's.
    """

    user_id: str
    org_id: str
    role: str
    login_id: str
    plan: str | None = None
