"""providers that organisations set up, who answered and what it cost"""

import sqlalchemy as sa
from alembic import op

from webapp.sql.database import UtcDateTime

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'providers',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('org_id', sa.String(length=36), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('kind', sa.String(length=8), nullable=False),
        sa.Column('base_url', sa.Text(), nullable=False),
        sa.Column('default_model', sa.String(length=200), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('sealed_key', sa.Text(), nullable=True),
        sa.Column('key_id', sa.String(length=16), nullable=True),
        sa.Column('price_read', sa.String(length=32), nullable=True),
        sa.Column('price_written', sa.String(length=32), nullable=True),
        sa.Column('currency', sa.String(length=3), nullable=True),
        sa.Column('created_at', UtcDateTime(), nullable=False),
        sa.Column('updated_at', UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ['org_id'], ['organizations.id'], name=op.f('fk_providers_org_id_organizations'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_providers')),
    )
    op.create_index(op.f('ix_providers_org_id_position'), 'providers', ['org_id', 'position'], unique=False)
    op.create_table(
        'usage_models',
        sa.Column('org_id', sa.String(length=36), nullable=False),
        sa.Column('month', sa.String(length=7), nullable=False),
        sa.Column('provider_id', sa.String(length=36), nullable=False),
        sa.Column('model', sa.String(length=200), nullable=False),
        sa.Column('currency', sa.String(length=10), nullable=False),
        sa.Column('calls', sa.BigInteger(), nullable=False),
        sa.Column('prompt_tokens', sa.BigInteger(), nullable=False),
        sa.Column('completion_tokens', sa.BigInteger(), nullable=False),
        sa.Column('cost_micros', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ['org_id'], ['organizations.id'], name=op.f('fk_usage_models_org_id_organizations'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint(
            'org_id', 'month', 'provider_id', 'model', 'currency', name=op.f('pk_usage_models')
        ),
    )
    op.add_column('chatbots', sa.Column('provider_id', sa.String(length=36), nullable=True))
    op.add_column('messages', sa.Column('provider_id', sa.String(length=36), nullable=True))
    op.add_column('messages', sa.Column('cost_micros', sa.BigInteger(), nullable=True))
    op.add_column('messages', sa.Column('currency', sa.String(length=10), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.drop_column('currency')
        batch_op.drop_column('cost_micros')
        batch_op.drop_column('provider_id')
    with op.batch_alter_table('chatbots', schema=None) as batch_op:
        batch_op.drop_column('provider_id')
    op.drop_table('usage_models')
    op.drop_index(op.f('ix_providers_org_id_position'), table_name='providers')
    op.drop_table('providers')
