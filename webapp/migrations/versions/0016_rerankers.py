"""rerankers that organisations set up, chosen by chatbots"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('chatbots', sa.Column('reranker_id', sa.String(length=36), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('chatbots', schema=None) as batch_op:
        batch_op.drop_column('reranker_id')
