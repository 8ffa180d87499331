"""alerts, and what is still to be told of them"""

import sqlalchemy as sa
from alembic import op

from webapp.sql.database import UtcDateTime

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'alerts',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('key', sa.String(length=200), nullable=False),
        sa.Column('rule', sa.String(length=32), nullable=False),
        sa.Column('level', sa.String(length=8), nullable=False),
        sa.Column('org_id', sa.String(length=36), nullable=True),
        sa.Column('subject', sa.String(length=64), nullable=False),
        sa.Column('data', sa.JSON(), nullable=False),
        sa.Column('raised_at', UtcDateTime(), nullable=False),
        sa.Column('resolved_at', UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ['org_id'], ['organizations.id'], name=op.f('fk_alerts_org_id_organizations'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_alerts')),
    )
    held = sa.text('resolved_at IS NULL')
    op.create_index('uq_alerts_open', 'alerts', ['key'], unique=True, sqlite_where=held, postgresql_where=held)
    op.create_index('ix_alerts_org', 'alerts', ['org_id', 'id'], unique=False)
    op.create_table(
        'alert_deliveries',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('alert_id', sa.String(length=36), nullable=False),
        sa.Column('event', sa.String(length=8), nullable=False),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('next_at', UtcDateTime(), nullable=False),
        sa.Column('ended_at', UtcDateTime(), nullable=True),
        sa.Column('delivered', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ['alert_id'], ['alerts.id'], name=op.f('fk_alert_deliveries_alert_id_alerts'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_alert_deliveries')),
    )
    op.create_index(op.f('ix_alert_deliveries_alert_id'), 'alert_deliveries', ['alert_id'], unique=False)
    op.create_index('ix_alert_deliveries_due', 'alert_deliveries', ['ended_at', 'next_at'], unique=False)


def downgrade() -> None:
    op.drop_table('alert_deliveries')
    op.drop_table('alerts')
