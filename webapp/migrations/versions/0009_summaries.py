"""who sums a chatbot's documents up"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('chatbots', sa.Column('summaries', sa.String(length=8), nullable=False, server_default='quoted'))


def downgrade() -> None:
    with op.batch_alter_table('chatbots', schema=None) as batch_op:
        batch_op.drop_column('summaries')
