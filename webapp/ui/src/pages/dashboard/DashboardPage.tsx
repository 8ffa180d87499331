import { Button, Group, SimpleGrid, Skeleton, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { chatbotsQuery, type Chatbot } from "~/api/chatbots";
import { ChatbotRemoval } from "~/components/ChatbotRemoval";
import { ChatbotModal } from "~/components/later";
import { Trouble } from "~/components/Trouble";
import type { DashboardSearch } from "~/searches";
import { t } from "~/texts";
import { EmptyState } from "~/ui/EmptyState";
import { Page } from "~/ui/Page";
import { SearchField } from "~/ui/SearchField";
import { ChatbotCard } from "./ChatbotCard";
import { FirstSteps } from "./FirstSteps";

/** So many cards are drawn; more on demand, so that thousands stay light. */
const AT_ONCE = 60;
const COLUMNS = { base: 1, sm: 2, lg: 3, xl: 4 };

/** The organisation's chatbots: loading, empty, failed, filled. */
export function DashboardPage() {
  const search = useSearch({ from: "/inside/" });
  const navigate = useNavigate({ from: "/" });
  const chatbots = useQuery(chatbotsQuery());
  const go = (change: DashboardSearch) =>
    void navigate({ search: { ...(search.q ? { q: search.q } : {}), ...change } });
  const find = (q: string) => {
    const { dialog, chatbot } = search;
    const open = { ...(dialog ? { dialog } : {}), ...(chatbot ? { chatbot } : {}) };
    void navigate({ search: { ...open, ...(q ? { q } : {}) }, replace: true });
  };
  const close = () => go({});
  const chosen = chatbots.data?.find(({ id }) => id === search.chatbot) ?? null;
  return (
    <Page measure="grid">
      <Group justify="space-between" mb="lg" gap="sm">
        <Title order={1} size="h2">
          {t.dashboard.title}
        </Title>
        <Group gap="sm" flex="0 1 28rem" justify="flex-end">
          {chatbots.data?.length ? (
            <SearchField label={t.dashboard.search} value={search.q ?? ""} onSearch={find} flex="1 1 10rem" />
          ) : null}
          {chatbots.data?.length === 0 ? null : (
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => go({ dialog: "create" })}>
              {t.dashboard.create}
            </Button>
          )}
        </Group>
      </Group>
      {chatbots.isPending ? <Loading /> : null}
      {chatbots.isError && !chatbots.data ? (
        <Trouble error={chatbots.error} onRetry={() => void chatbots.refetch()} />
      ) : null}
      {chatbots.data ? (
        <Grid chatbots={chatbots.data} q={search.q ?? ""} go={go} onClear={() => find("")} />
      ) : null}
      {search.dialog === "create" ? (
        <ChatbotModal
          chatbot={null}
          onClose={close}
          onDone={({ id }) =>
            void navigate({ to: "/chatbots/$chatbotId/sources", params: { chatbotId: id } })
          }
        />
      ) : null}
      {search.dialog === "edit" && chosen ? (
        <ChatbotModal chatbot={chosen} onClose={close} onDone={close} />
      ) : null}
      {search.dialog === "delete" && chosen ? (
        <ChatbotRemoval chatbot={chosen} onClose={close} onDone={close} />
      ) : null}
    </Page>
  );
}

function Loading() {
  return (
    <SimpleGrid cols={COLUMNS} role="status" aria-label={t.shell.loading}>
      {[1, 2, 3].map((n) => (
        <Skeleton key={n} height={168} radius="md" />
      ))}
    </SimpleGrid>
  );
}

interface GridProps {
  chatbots: Chatbot[];
  q: string;
  go: (change: DashboardSearch) => void;
  onClear: () => void;
}

function Grid({ chatbots, q, go, onClear }: GridProps) {
  const [most, setMost] = useState(AT_ONCE);
  const wanted = q.trim().toLowerCase();
  const matching = chatbots.filter(({ name, description }) =>
    `${name}\n${description}`.toLowerCase().includes(wanted),
  );
  if (chatbots.length === 0) return <FirstSteps onCreate={() => go({ dialog: "create" })} />;
  if (matching.length === 0) {
    return (
      <EmptyState {...t.dashboard.noMatch(q)}>
        <Button variant="default" onClick={onClear}>
          {t.dashboard.clear}
        </Button>
      </EmptyState>
    );
  }
  return (
    <>
      <SimpleGrid
        component="ul"
        cols={COLUMNS}
        p={0}
        m={0}
        style={{ listStyle: "none" }}
        aria-label={t.dashboard.count(matching.length)}
      >
        {matching.slice(0, most).map((chatbot) => (
          <ChatbotCard
            key={chatbot.id}
            chatbot={chatbot}
            onEdit={() => go({ dialog: "edit", chatbot: chatbot.id })}
            onDelete={() => go({ dialog: "delete", chatbot: chatbot.id })}
          />
        ))}
      </SimpleGrid>
      {matching.length > most ? (
        <Group justify="center" mt="lg">
          <Button variant="default" onClick={() => setMost(most + AT_ONCE)}>
            {t.dashboard.more(matching.length - most)}
          </Button>
        </Group>
      ) : null}
    </>
  );
}
