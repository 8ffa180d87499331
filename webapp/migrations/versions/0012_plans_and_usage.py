"""plans that the operator chose, what was used in a month, room kept for files

Until now every organisation was called free, and nobody had chosen it: those are on the plan of the installation.
"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('organizations', schema=None) as batch_op:
        batch_op.alter_column('plan', existing_type=sa.String(length=20), type_=sa.String(length=40), nullable=True)
    op.execute("UPDATE organizations SET plan = NULL WHERE plan = 'free'")
    op.create_table(
        'usage_months',
        sa.Column('holder_id', sa.String(length=36), nullable=False),
        sa.Column('month', sa.String(length=7), nullable=False),
        sa.Column('org_id', sa.String(length=36), nullable=False),
        sa.Column('questions', sa.BigInteger(), nullable=False),
        sa.Column('prompt_tokens', sa.BigInteger(), nullable=False),
        sa.Column('completion_tokens', sa.BigInteger(), nullable=False),
        sa.Column('cost_micros', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ['org_id'], ['organizations.id'], name=op.f('fk_usage_months_org_id_organizations'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('holder_id', 'month', name=op.f('pk_usage_months')),
    )
    op.create_index(op.f('ix_usage_months_org_id'), 'usage_months', ['org_id'], unique=False)
    op.create_table(
        'usage_kept_rooms',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('org_id', sa.String(length=36), nullable=False),
        sa.Column('documents', sa.BigInteger(), nullable=False),
        sa.Column('bytes', sa.BigInteger(), nullable=False),
        sa.Column('until', sa.DateTime(timezone=True), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['org_id'], ['organizations.id'], name=op.f('fk_usage_kept_rooms_org_id_organizations'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_usage_kept_rooms')),
    )
    op.create_index(op.f('ix_usage_kept_rooms_org_id'), 'usage_kept_rooms', ['org_id'], unique=False)


def downgrade() -> None:
    op.drop_table('usage_kept_rooms')
    op.drop_table('usage_months')
    op.execute("UPDATE organizations SET plan = 'free' WHERE plan IS NULL")
    with op.batch_alter_table('organizations', schema=None) as batch_op:
        batch_op.alter_column('plan', existing_type=sa.String(length=40), type_=sa.String(length=20), nullable=False)
