"""Room for documents: looked for before files are kept, and held until they are in the index. Free of Flask.

The index knows what there is; what is on its way stands in SQL until it is there, so two that come at once never both
get the last place.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from pipelines.index.protocol import Index
from webapp.auth.principal import Principal
from webapp.limits.access import give_back, keep_room, kept_room, lock_organization
from webapp.limits.meter import ORGANIZATION
from webapp.limits.refusals import QuotaExceeded, Reached, exceeded
from webapp.plans import Plan, Plans
from webapp.sql.database import Database, now

# Longer than any upload takes; then the room of a killed process is free again.
KEPT = timedelta(minutes=15)
# What is in an archive is in the index once it was read, which nobody tells: meanwhile it holds room for so long.
READ = timedelta(minutes=2)
# Others that are about to be in the index are counted twice for a moment: whoever finds no room looks again.
AGAIN_SECONDS, TRIES = 0.1, 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """Documents and bytes that come on top of what there is; ``inside``: documents that archives among them list."""

    documents: int
    bytes: int
    inside: int = 0


class Rooms:
    """Room for the documents of organisations."""

    def __init__(self, db: Database, index: Index, plans: Plans) -> None:
        self._db = db
        self._index = index
        self._plans = plans

    @contextmanager
    def kept(self, principal: Principal, wants: Callable[[], Wanted]) -> Iterator[None]:
        """Keep room for what is put into the index within the block; asked only where there is a limit.

        Raises ``QuotaExceeded``.
        """
        plan = self._plans.of(principal.plan)
        if plan.documents is None and plan.storage is None:
            yield
            return
        kept_id = self._keep(principal, plan, wants())
        try:
            yield
        finally:
            with self._db.writing() as session:
                give_back(session, principal.org_id, kept_id)

    def _keep(self, principal: Principal, plan: Plan, wanted: Wanted) -> str:
        for left in reversed(range(TRIES)):
            try:
                with self._db.writing() as session:
                    others = self._others(session, principal.org_id)
                    self._fit(principal.org_id, plan, wanted, kept=others)
                    org_id, at = principal.org_id, now()
                    if wanted.inside > 0:
                        keep_room(session, org_id, documents=wanted.inside, size=0, until=at + READ)
                    return keep_room(session, org_id, documents=wanted.documents, size=wanted.bytes, until=at + KEPT)
            except QuotaExceeded:
                # Without bytes it is what archives hold, which will not be there in a moment.
                if not left or not others[1]:
                    raise
            time.sleep(AGAIN_SECONDS)
        raise AssertionError("the last try answers or raises")

    def _others(self, session: Session, org_id: str) -> tuple[int, int]:
        # Locked before the index is asked: what others gave back meanwhile is in it.
        lock_organization(session, org_id)
        return kept_room(session, org_id)

    def _fit(self, org_id: str, plan: Plan, wanted: Wanted, *, kept: tuple[int, int]) -> None:
        there = self._index.stored(org_id)
        asked = (
            ("documents", plan.documents, there.documents, wanted.documents + wanted.inside, kept[0]),
            ("storage", plan.storage, there.bytes, wanted.bytes, kept[1]),
        )
        for name, most, used, more, coming in asked:
            if most is not None and more > 0 and used + coming + more > most:
                raise exceeded(Reached(name, ORGANIZATION, most, used, None), now())
