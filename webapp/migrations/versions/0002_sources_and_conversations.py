"""sources and conversations"""

import sqlalchemy as sa
from alembic import op

import webapp.sql.database

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('conversations',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('org_id', sa.String(length=36), nullable=False),
    sa.Column('chatbot_id', sa.String(length=36), nullable=False),
    sa.Column('user_id', sa.String(length=36), nullable=True),
    sa.Column('title', sa.String(length=200), nullable=True),
    sa.Column('created_at', webapp.sql.database.UtcDateTime(timezone=True), nullable=False),
    sa.Column('updated_at', webapp.sql.database.UtcDateTime(timezone=True), nullable=False),
    sa.Column('deleted_at', webapp.sql.database.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['chatbot_id'], ['chatbots.id'], name=op.f('fk_conversations_chatbot_id_chatbots'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['org_id'], ['organizations.id'], name=op.f('fk_conversations_org_id_organizations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_conversations_user_id_users'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conversations'))
    )
    with op.batch_alter_table('conversations', schema=None) as batch_op:
        batch_op.create_index('ix_conversations_chatbot_updated', ['chatbot_id', 'updated_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_conversations_org_id'), ['org_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_conversations_user_id'), ['user_id'], unique=False)

    op.create_table('sources',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('org_id', sa.String(length=36), nullable=False),
    sa.Column('chatbot_id', sa.String(length=36), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('config', sa.JSON(), nullable=False),
    sa.Column('visibility', sa.String(length=16), nullable=False),
    sa.Column('schedule', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('deployed_revision', sa.Integer(), nullable=False),
    sa.Column('open_sync_id', sa.String(length=64), nullable=True),
    sa.Column('sync_failed', sa.Boolean(), nullable=False),
    sa.Column('last_synced_at', webapp.sql.database.UtcDateTime(timezone=True), nullable=True),
    sa.Column('created_at', webapp.sql.database.UtcDateTime(timezone=True), nullable=False),
    sa.Column('deleted_at', webapp.sql.database.UtcDateTime(timezone=True), nullable=True),
    sa.Column('retired_at', webapp.sql.database.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("visibility IN ('citable', 'private')", name=op.f('ck_sources_visibility')),
    sa.ForeignKeyConstraint(['chatbot_id'], ['chatbots.id'], name=op.f('fk_sources_chatbot_id_chatbots'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['org_id'], ['organizations.id'], name=op.f('fk_sources_org_id_organizations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sources'))
    )
    with op.batch_alter_table('sources', schema=None) as batch_op:
        batch_op.create_index('ix_sources_chatbot', ['chatbot_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sources_org_id'), ['org_id'], unique=False)

    op.create_table('messages',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('conversation_id', sa.String(length=36), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('mode', sa.String(length=16), nullable=True),
    sa.Column('answered', sa.Boolean(), nullable=True),
    sa.Column('confidence', sa.Float(), nullable=True),
    sa.Column('citations', sa.JSON(), nullable=False),
    sa.Column('nearest', sa.JSON(), nullable=False),
    sa.Column('degraded', sa.JSON(), nullable=False),
    sa.Column('usage', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('latency_ms', sa.Integer(), nullable=True),
    sa.Column('rating', sa.String(length=8), nullable=True),
    sa.Column('comment', sa.Text(), nullable=True),
    sa.Column('heartbeat_at', webapp.sql.database.UtcDateTime(timezone=True), nullable=True),
    sa.Column('stop_requested', sa.Boolean(), nullable=False),
    sa.Column('created_at', webapp.sql.database.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("role IN ('user', 'assistant')", name=op.f('ck_messages_role')),
    sa.CheckConstraint("status IN ('running', 'done', 'stopped', 'failed')", name=op.f('ck_messages_status')),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], name=op.f('fk_messages_conversation_id_conversations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_messages'))
    )
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.create_index('ix_messages_conversation', ['conversation_id', 'id'], unique=False)
        batch_op.create_index('ix_messages_status_heartbeat', ['status', 'heartbeat_at'], unique=False)

    op.create_table('gaps',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('org_id', sa.String(length=36), nullable=False),
    sa.Column('chatbot_id', sa.String(length=36), nullable=False),
    sa.Column('message_id', sa.String(length=36), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('confidence', sa.Float(), nullable=False),
    sa.Column('created_at', webapp.sql.database.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['chatbot_id'], ['chatbots.id'], name=op.f('fk_gaps_chatbot_id_chatbots'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_gaps_message_id_messages'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['org_id'], ['organizations.id'], name=op.f('fk_gaps_org_id_organizations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gaps'))
    )
    with op.batch_alter_table('gaps', schema=None) as batch_op:
        batch_op.create_index('ix_gaps_chatbot_created', ['chatbot_id', 'created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_gaps_message_id'), ['message_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_gaps_org_id'), ['org_id'], unique=False)

    op.create_table('message_events',
    sa.Column('message_id', sa.String(length=36), nullable=False),
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('data', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_message_events_message_id_messages'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('message_id', 'seq', name=op.f('pk_message_events'))
    )


def downgrade() -> None:
    op.drop_table('message_events')
    with op.batch_alter_table('gaps', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_gaps_org_id'))
        batch_op.drop_index(batch_op.f('ix_gaps_message_id'))
        batch_op.drop_index('ix_gaps_chatbot_created')

    op.drop_table('gaps')
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.drop_index('ix_messages_status_heartbeat')
        batch_op.drop_index('ix_messages_conversation')

    op.drop_table('messages')
    with op.batch_alter_table('sources', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sources_org_id'))
        batch_op.drop_index('ix_sources_chatbot')

    op.drop_table('sources')
    with op.batch_alter_table('conversations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_conversations_user_id'))
        batch_op.drop_index(batch_op.f('ix_conversations_org_id'))
        batch_op.drop_index('ix_conversations_chatbot_updated')

    op.drop_table('conversations')
