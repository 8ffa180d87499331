import { Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMatchRoute } from "@tanstack/react-router";
import { chatbotQuery } from "~/api/chatbots";
import { t } from "~/texts";
import { AnchorLink } from "./links";

/** The way here: the list, the chatbot, its part. */
export function Crumbs() {
  const matches = useMatchRoute();
  const inChatbot = matches({ to: "/chatbots/$chatbotId", fuzzy: true });
  const chatbotId = inChatbot ? inChatbot.chatbotId : undefined;
  const chatbot = useQuery({ ...chatbotQuery(chatbotId ?? ""), enabled: chatbotId !== undefined });
  if (!chatbotId) return null;
  return (
    <nav aria-label={t.shell.crumbs} style={{ minWidth: 0 }}>
      <Group gap={6} wrap="nowrap" miw={0}>
        <AnchorLink to="/" size="sm" visibleFrom="sm">
          {t.shell.nav.chatbots}
        </AnchorLink>
        <Text span size="sm" c="dimmed" visibleFrom="sm" aria-hidden>
          /
        </Text>
        <Text
          size="sm"
          truncate
          title={chatbot.data?.name}
          maw={{ base: 120, xs: 200, sm: 360 }}
          aria-current="page"
        >
          {chatbot.data?.name ?? "…"}
        </Text>
      </Group>
    </nav>
  );
}
