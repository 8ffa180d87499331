import { ActionIcon, Menu, Text } from "@mantine/core";
import { IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Conversation } from "~/api/conversations";
import { t } from "~/texts";
import { ago } from "~/texts/format";
import { Afterwards } from "~/ui/Soon";
import classes from "./chat.module.css";

interface Props {
  conversation: Conversation;
  current: boolean;
  q: string | undefined;
  onRename: () => void;
  onDelete: () => void;
  onNavigate: () => void;
}

/** One conversation of the list. */
export function ConversationRow({ conversation, current, q, onRename, onDelete, onNavigate }: Props) {
  const title = conversation.title || t.chat.list.untitled;
  return (
    <li className={classes.row} {...(current ? { "data-current": true } : {})}>
      <Link
        to="/chatbots/$chatbotId/chat/{-$conversationId}"
        params={{ chatbotId: conversation.chatbot_id, conversationId: conversation.id }}
        search={q ? { q } : {}}
        className={classes.rowLink}
        aria-current={current ? "page" : undefined}
        title={title}
        onClick={onNavigate}
      >
        <Text size="sm" truncate>
          {title}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {ago(conversation.updated_at)}
        </Text>
      </Link>
      <div className={classes.rowMenu}>
        <Afterwards>
          <Menu
            position="bottom-end"
            withinPortal={false}
            floatingStrategy="fixed"
            transitionProps={{ duration: 100 }}
          >
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t.chat.list.actions(title)}
                data-actions-of={conversation.id}
              >
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onRename}>
                {t.chat.list.rename}
              </Menu.Item>
              <Menu.Item
                c="var(--mantine-color-error)"
                leftSection={<IconTrash size={16} aria-hidden />}
                onClick={onDelete}
              >
                {t.chat.list.delete}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Afterwards>
      </div>
    </li>
  );
}
