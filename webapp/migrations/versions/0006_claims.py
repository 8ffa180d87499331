"""which statements are backed, which model wrote them, and how it ended"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

ADDED = ('claims', 'coverage', 'model', 'finish', 'searched')


def upgrade() -> None:
    # Without recreating the tables: columns with a default, or that may be null, can be added as they are.
    op.add_column('messages', sa.Column('claims', sa.JSON(), nullable=False, server_default='[]'))
    op.add_column('messages', sa.Column('coverage', sa.JSON(none_as_null=True), nullable=True))
    op.add_column('messages', sa.Column('model', sa.String(length=200), nullable=True))
    op.add_column('messages', sa.Column('finish', sa.String(length=16), nullable=True))
    op.add_column('messages', sa.Column('searched', sa.Text(), nullable=True))
    op.add_column('chatbots', sa.Column('claims', sa.String(length=8), nullable=False, server_default='mark'))


def downgrade() -> None:
    with op.batch_alter_table('chatbots', schema=None) as batch_op:
        batch_op.drop_column('claims')
    with op.batch_alter_table('messages', schema=None) as batch_op:
        for name in ADDED:
            batch_op.drop_column(name)
