import { ActionIcon, Card, Group, Menu, Stack, Text, Title } from "@mantine/core";
import { IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import type { Chatbot } from "~/api/chatbots";
import { AnchorLink } from "~/components/links";
import { StatusBadge } from "~/components/StatusBadge";
import { t } from "~/texts";
import { ago } from "~/texts/format";
import { Afterwards } from "~/ui/Soon";
import classes from "./ChatbotCard.module.css";

interface Props {
  chatbot: Chatbot;
  onEdit: () => void;
  onDelete: () => void;
}

/** One chatbot of the grid. The whole card opens it; its menu lies above that. */
export function ChatbotCard({ chatbot, onEdit, onDelete }: Props) {
  return (
    <Card component="li" withBorder padding="md" radius="md" className={classes.card}>
      <Stack gap={6} h="100%">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={2} size="h4" lineClamp={2} title={chatbot.name}>
            <AnchorLink
              to="/chatbots/$chatbotId"
              params={{ chatbotId: chatbot.id }}
              className={classes.link ?? ""}
              inherit
            >
              {chatbot.name}
            </AnchorLink>
          </Title>
          <div className={classes.menu}>
            <Afterwards>
              <Menu position="bottom-end" transitionProps={{ duration: 100 }}>
                <Menu.Target>
                  <ActionIcon variant="subtle" color="gray" aria-label={t.dashboard.actions(chatbot.name)}>
                    <IconDots size={18} aria-hidden />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
                    {t.dashboard.edit}
                  </Menu.Item>
                  <Menu.Item
                    c="var(--mantine-color-error)"
                    leftSection={<IconTrash size={16} aria-hidden />}
                    onClick={onDelete}
                  >
                    {t.dashboard.delete}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </Afterwards>
          </div>
        </Group>
        <Text size="sm" c="dimmed" lineClamp={3}>
          {chatbot.description || t.dashboard.noDescription}
        </Text>
        <Told chatbot={chatbot} />
        <Group justify="space-between" mt="auto" pt="xs" gap="xs">
          <StatusBadge status={chatbot.status} documents={chatbot.documents} />
          <Text size="xs" c="dimmed">
            {t.dashboard.updated(ago(chatbot.updated_at))}
          </Text>
        </Group>
      </Stack>
    </Card>
  );
}

/** What it has read, and what it was asked last. */
function Told({ chatbot: { documents, last_question: last } }: { chatbot: Chatbot }) {
  const d = t.dashboard;
  const said = documents
    ? [
        ...(documents.indexed ? [d.ready(documents.indexed)] : []),
        ...(documents.waiting ? [d.waiting(documents.waiting)] : []),
        ...(documents.failed ? [d.failed(documents.failed)] : []),
        ...(documents.skipped ? [d.skipped(documents.skipped)] : []),
      ]
    : [];
  return (
    <>
      {said.length > 0 ? <Text size="sm">{said.join(" · ")}</Text> : null}
      {last ? (
        <Text size="sm" lineClamp={2} title={last.content}>
          <Text span size="sm" c="dimmed">
            {d.asked(ago(last.asked_at))}:
          </Text>{" "}
          {t.dashboard.quoted(last.content)}
        </Text>
      ) : null}
    </>
  );
}
