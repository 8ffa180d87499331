"""Who runs this installation: they see the System page and links into Prefect, which knows no tenants. Free of Flask.

Operators are named by the installation's settings; no organisation's role makes one.
"""

from pathlib import Path

from pydantic import BaseModel, ValidationError
from sqlalchemy.orm import Session

from webapp.auth import access
from webapp.errors import Forbidden
from webapp.sql.database import Database


class _Demo(BaseModel):
    email: str


class Operators:
    """The operators of one installation."""

    def __init__(self, db: Database, *, named: frozenset[str], local: bool, data_dir: Path) -> None:
        self._db = db
        self._named = named
        self._local = local
        self._demo = data_dir / "demo.json"

    def includes(self, user_id: str) -> bool:
        """Whether this user is one: as named; where none is and only this machine reaches us, the first account.

        The demo's account, which the launcher makes before anybody can register, opens on this machine only and is
        one too; it does not take the place of the first person.
        """
        with self._db.reading() as session:
            if self._named:
                return access.address_of(session, user_id) in self._named
            return self._local and user_id in self._first(session)

    def require(self, user_id: str) -> None:
        """Raises ``Forbidden`` for anybody else."""
        if not self.includes(user_id):
            raise Forbidden("Only an operator of this installation may do that.", code="operators_only")

    def _first(self, session: Session) -> list[str]:
        first = access.first_users(session, number=2)
        made_by_launcher = bool(first) and first[0][1] == self._demo_email()
        return [user_id for user_id, _ in first[: 2 if made_by_launcher else 1]]

    def _demo_email(self) -> str | None:
        try:
            return _Demo.model_validate_json(self._demo.read_bytes()).email
        except (OSError, ValidationError):
            return None
