"""Run by Alembic only: migrates over the connection that ``webapp.sql.schema`` hands in, inside its transaction."""

from alembic import context

from webapp.sql.database import Base


def run() -> None:
    """Apply the revisions. Locking, transaction and foreign keys are the caller's, see ``webapp.sql.schema``."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True)
    context.run_migrations()


if __name__ == "env_py":  # the name Alembic loads it by; importing this module does nothing
    run()
