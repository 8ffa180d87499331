"""keys of questions, and why answers failed"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Without recreating the table: columns that may be null can be added as they are.
    op.add_column('messages', sa.Column('idempotency_key', sa.String(length=200), nullable=True))
    op.add_column('messages', sa.Column('error', sa.JSON(none_as_null=True), nullable=True))
    op.create_index('ix_messages_conversation_key', 'messages', ['conversation_id', 'idempotency_key'], unique=True)


def downgrade() -> None:
    op.drop_index('ix_messages_conversation_key', table_name='messages')
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.drop_column('error')
        batch_op.drop_column('idempotency_key')
