import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import { messagesQuery } from "~/api/messages";
import { answering } from "./answering";
import { openedBy, type Opened } from "./openCitation";
import { without } from "./without";

const FROM = "/chatbots/$chatbotId/chat/{-$conversationId}";

/** The open citation, from the URL; opening, leafing and closing change the URL. */
export function useOpenCitation(conversationId: string | undefined) {
  const { read, page, newest = false } = useSearch({ from: `/inside${FROM}` });
  const navigate = useNavigate({ from: FROM });
  const messages = useQuery({
    ...messagesQuery(conversationId ?? ""),
    enabled: conversationId !== undefined,
  });
  const { live } = useSyncExternalStore(answering.subscribe, () => answering.of(conversationId ?? ""));
  const opened = useMemo((): Opened | null => {
    if (read === undefined) return null;
    const running = live?.messageId ? [{ id: live.messageId, citations: live.citations, nearest: [] }] : [];
    return openedBy(read, [...running, ...(messages.data ?? [])]);
  }, [read, live, messages.data]);

  const show = useCallback(
    (key: string | undefined, replace = false) =>
      void navigate({
        search: ({ q, about }) => ({
          ...(q ? { q } : {}),
          ...(about ? { about } : {}),
          ...(key === undefined ? {} : { read: key }),
        }),
        replace,
      }),
    [navigate],
  );
  const ask = (documentId: string) => void navigate({ search: (now) => ({ ...now, about: documentId }) });
  const toPage = (n: number) => void navigate({ search: (now) => ({ ...now, page: n }), replace: true });
  const toNewest = (wanted: boolean) =>
    void navigate({
      search: (now) => ({
        ...without(now, "page", "newest"),
        ...(wanted ? { newest: true } : {}),
      }),
      replace: true,
    });
  return {
    read,
    page,
    newest,
    opened,
    show,
    ask,
    toPage,
    toNewest,
    waiting: messages.isPending && conversationId !== undefined,
  };
}
