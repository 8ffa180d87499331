"""which refresh token was exchanged last, and when"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('logins', sa.Column('previous_token_id', sa.String(length=64), nullable=True))
    op.add_column('logins', sa.Column('exchanged_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('logins', schema=None) as batch_op:
        batch_op.drop_column('exchanged_at')
        batch_op.drop_column('previous_token_id')
