import { Box, Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Fragment, memo } from "react";
import { conversationsQuery } from "~/api/conversations";
import { ButtonLink } from "~/components/links";
import { Trouble } from "~/components/Trouble";
import { t } from "~/texts";
import { dayOf } from "~/texts/format";
import { IconAction } from "~/ui/IconAction";
import { SearchField } from "~/ui/SearchField";
import classes from "./chat.module.css";
import { ConversationRow } from "./ConversationRow";
import { without } from "./without";

interface Props {
  chatbotId: string;
  conversationId: string | undefined;
  /** After a choice: the drawer closes. */
  onNavigate: () => void;
  /** Where the list lies over the conversation: puts it away. */
  onClose: (() => void) | null;
}

/** Earlier conversations: search, open, rename, delete, begin a new one. */
export const ConversationList = memo(function ConversationList({
  chatbotId,
  conversationId,
  onNavigate,
  onClose,
}: Props) {
  const l = t.chat.list;
  const { q } = useSearch({ from: "/inside/chatbots/$chatbotId/chat/{-$conversationId}" });
  const navigate = useNavigate({ from: "/chatbots/$chatbotId/chat/{-$conversationId}" });
  const wanted = (q ?? "").trim();
  const pages = useInfiniteQuery({
    ...conversationsQuery(chatbotId, wanted),
    placeholderData: keepPreviousData,
  });
  const ask = (dialog: "rename" | "delete", of: string) =>
    void navigate({ search: (now) => ({ ...now, dialog, of }) });
  const search = (typed: string) =>
    void navigate({
      search: (now) => ({ ...without(now, "q"), ...(typed ? { q: typed } : {}) }),
      replace: true,
    });
  const all = pages.data?.pages.flatMap(({ items }) => items);
  return (
    <div className={classes.list}>
      <Stack p="sm" gap="xs">
        <Group gap="xs" wrap="nowrap">
          <ButtonLink
            to="/chatbots/$chatbotId/chat/{-$conversationId}"
            params={{ chatbotId, conversationId: undefined }}
            search={q ? { q } : {}}
            activeOptions={{ exact: true, includeSearch: false }}
            variant="default"
            flex={1}
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={onNavigate}
          >
            {l.new}
          </ButtonLink>
          {onClose ? (
            <IconAction label={l.close} onClick={onClose}>
              <IconX size={18} aria-hidden />
            </IconAction>
          ) : null}
        </Group>
        <SearchField label={l.search} value={q ?? ""} onSearch={search} />
      </Stack>
      {pages.isPending ? <Loading /> : null}
      {pages.isError ? (
        <Box px="sm">
          <Trouble error={pages.error} onRetry={() => void pages.refetch()} />
        </Box>
      ) : null}
      {all?.length === 0 ? <Nothing q={wanted} onClear={() => search("")} /> : null}
      {all && all.length > 0 ? (
        <ul className={classes.rows} aria-label={l.label}>
          {all.map((one, at) => {
            const day = dayOf(one.updated_at);
            return (
              <Fragment key={one.id}>
                {day === dayOf(all[at - 1]?.updated_at ?? "") ? null : <li className={classes.day}>{day}</li>}
                <ConversationRow
                  conversation={one}
                  current={one.id === conversationId}
                  q={q}
                  onRename={() => ask("rename", one.id)}
                  onDelete={() => ask("delete", one.id)}
                  onNavigate={onNavigate}
                />
              </Fragment>
            );
          })}
          {pages.hasNextPage ? (
            <li>
              <Button
                variant="default"
                size="xs"
                fullWidth
                mt="xs"
                loading={pages.isFetchingNextPage}
                onClick={() => void pages.fetchNextPage()}
              >
                {l.more}
              </Button>
            </li>
          ) : null}
        </ul>
      ) : null}
    </div>
  );
});

function Loading() {
  return (
    <Stack px="sm" gap="xs" role="status" aria-label={t.shell.loading}>
      {[1, 2, 3, 4].map((n) => (
        <Skeleton key={n} height={40} />
      ))}
    </Stack>
  );
}

function Nothing({ q, onClear }: { q: string; onClear: () => void }) {
  return (
    <Stack px="sm" align="flex-start" gap="xs">
      <Text size="sm" c="dimmed">
        {q ? t.chat.list.noMatch(q) : t.chat.list.empty}
      </Text>
      {q ? (
        <Button variant="default" size="xs" onClick={onClear}>
          {t.chat.list.clear}
        </Button>
      ) : null}
    </Stack>
  );
}
