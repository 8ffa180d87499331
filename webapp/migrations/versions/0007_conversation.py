"""answers and questions that others replace, questions to chosen documents, answers from tables, how answers came about"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Without recreating the tables: columns that may be null, or have a default, can be added as they are.
    op.add_column('messages', sa.Column('replaces', sa.String(length=36), nullable=True))
    op.add_column('messages', sa.Column('set_aside_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('messages', sa.Column('documents', sa.JSON(none_as_null=True), nullable=True))
    op.add_column('messages', sa.Column('table', sa.JSON(none_as_null=True), nullable=True))
    op.add_column(
        'conversations', sa.Column('title_numbered', sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_table(
        'message_traces',
        sa.Column('message_id', sa.String(length=36), nullable=False),
        sa.Column('data', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ['message_id'], ['messages.id'], name=op.f('fk_message_traces_message_id_messages'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('message_id', name=op.f('pk_message_traces')),
    )


def downgrade() -> None:
    op.drop_table('message_traces')
    with op.batch_alter_table('conversations', schema=None) as batch_op:
        batch_op.drop_column('title_numbered')
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.drop_column('table')
        batch_op.drop_column('documents')
        batch_op.drop_column('set_aside_at')
        batch_op.drop_column('replaces')
