import { ActionIcon, Menu, Text } from "@mantine/core";
import { IconDots, IconDownload, IconPencil, IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { conversationFile, type Conversation } from "~/api/conversations";
import { saveBlob } from "~/components/reader/saveBlob";
import { toastFailure } from "~/components/toast";
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

const FORMATS = ["md", "html"] as const;
/** A title as a file's name. */
const nameOf = (title: string) =>
  title
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60) || "conversation";

/** One conversation of the list. */
export function ConversationRow({ conversation, current, q, onRename, onDelete, onNavigate }: Props) {
  const title = conversation.title || t.chat.list.untitled;
  const download = useMutation({
    mutationFn: async (format: (typeof FORMATS)[number]) =>
      saveBlob(await conversationFile(conversation, format), `${nameOf(title)}.${format}`),
    onError: (thrown) => toastFailure(t.chat.list.download.failed, thrown),
  });
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
        <Text size="sm" lineClamp={2}>
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
              {FORMATS.map((format) => (
                <Menu.Item
                  key={format}
                  leftSection={<IconDownload size={16} aria-hidden />}
                  onClick={() => download.mutate(format)}
                >
                  {t.chat.list.download[format]}
                </Menu.Item>
              ))}
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
