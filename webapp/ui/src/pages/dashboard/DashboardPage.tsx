import { Button, Container, Group, SimpleGrid, Skeleton, TextInput, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { chatbotsQuery, deleteChatbot, type Chatbot } from "~/api/chatbots";
import { ChatbotModal } from "~/components/ChatbotModal";
import { DeleteModal } from "~/components/DeleteModal";
import { Trouble } from "~/components/Trouble";
import type { DashboardSearch } from "~/router";
import { t } from "~/texts";
import { EmptyState } from "~/ui/EmptyState";
import { ChatbotCard } from "./ChatbotCard";

const COLUMNS = { base: 1, sm: 2, lg: 3, xl: 4 };

/** The organisation's chatbots: loading, empty, failed, filled. */
export function DashboardPage() {
  const search = useSearch({ from: "/inside/" });
  const navigate = useNavigate({ from: "/" });
  const chatbots = useQuery(chatbotsQuery());
  const go = (change: DashboardSearch, replace = false) =>
    void navigate({ search: { ...(search.q ? { q: search.q } : {}), ...change }, replace });
  const close = () => go({});
  const chosen = chatbots.data?.find(({ id }) => id === search.chatbot) ?? null;
  return (
    <Container size="xl" py="lg" px={{ base: "md", sm: "lg" }}>
      <Group justify="space-between" mb="lg">
        <Title order={1} size="h2">
          {t.dashboard.title}
        </Title>
        <Group gap="sm">
          {chatbots.data?.length ? (
            <TextInput
              type="search"
              aria-label={t.dashboard.search}
              placeholder={t.dashboard.search}
              leftSection={<IconSearch size={16} aria-hidden />}
              defaultValue={search.q ?? ""}
              key={search.q === undefined ? "empty" : "typed"}
              autoFocus={search.q !== undefined}
              onChange={(event) =>
                go(event.currentTarget.value ? { q: event.currentTarget.value } : {}, true)
              }
            />
          ) : null}
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => go({ dialog: "create" })}>
            {t.dashboard.create}
          </Button>
        </Group>
      </Group>
      {chatbots.isPending ? <Loading /> : null}
      {chatbots.isError ? <Trouble error={chatbots.error} onRetry={() => void chatbots.refetch()} /> : null}
      {chatbots.data ? (
        <Grid chatbots={chatbots.data} q={search.q} go={go} onClear={() => void navigate({ search: {} })} />
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
      {search.dialog === "delete" && chosen ? <Removal chatbot={chosen} onClose={close} /> : null}
    </Container>
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
  q: string | undefined;
  go: (change: DashboardSearch, replace?: boolean) => void;
  onClear: () => void;
}

function Grid({ chatbots, q, go, onClear }: GridProps) {
  const wanted = (q ?? "").trim().toLocaleLowerCase();
  const shown = chatbots.filter(({ name, description }) =>
    `${name}\n${description}`.toLocaleLowerCase().includes(wanted),
  );
  if (chatbots.length === 0) {
    return (
      <EmptyState
        title={t.dashboard.empty.title}
        text={
          <>
            {t.dashboard.empty.text}
            <br />
            {t.dashboard.empty.sample}
          </>
        }
      >
        <Button onClick={() => go({ dialog: "create" })}>{t.dashboard.create}</Button>
      </EmptyState>
    );
  }
  if (shown.length === 0) {
    return (
      <EmptyState {...t.dashboard.noMatch(q ?? "")}>
        <Button variant="default" onClick={onClear}>
          {t.dashboard.clear}
        </Button>
      </EmptyState>
    );
  }
  return (
    <SimpleGrid
      component="ul"
      cols={COLUMNS}
      p={0}
      m={0}
      style={{ listStyle: "none" }}
      aria-label={t.dashboard.count(shown.length)}
    >
      {shown.map((chatbot) => (
        <ChatbotCard
          key={chatbot.id}
          chatbot={chatbot}
          onEdit={() => go({ dialog: "edit", chatbot: chatbot.id })}
          onDelete={() => go({ dialog: "delete", chatbot: chatbot.id })}
        />
      ))}
    </SimpleGrid>
  );
}

function Removal({ chatbot, onClose }: { chatbot: Chatbot; onClose: () => void }) {
  const texts = t.dashboard.remove;
  const done = () => {
    notifications.show({ message: texts.done(chatbot.name) });
    onClose();
  };
  return (
    <DeleteModal
      name={chatbot.name}
      title={texts.title(chatbot.name)}
      text={texts.text}
      submitLabel={texts.submit}
      onConfirm={() => deleteChatbot(chatbot.id)}
      onClose={onClose}
      onDone={done}
    />
  );
}
