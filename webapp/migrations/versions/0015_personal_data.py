"""personal data: a setting of chatbots, and what was withheld of an answer"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('chatbots', sa.Column('pii', sa.String(length=12), nullable=False, server_default='off'))
    op.add_column('messages', sa.Column('withheld', sa.JSON(none_as_null=True), nullable=True))
    op.add_column('messages', sa.Column('flagged', sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    for column in ('flagged', 'withheld'):
        op.drop_column('messages', column)
    op.drop_column('chatbots', 'pii')
