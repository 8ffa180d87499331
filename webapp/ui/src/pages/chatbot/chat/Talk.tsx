import { Button, Text, VisuallyHidden } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { memo, useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { messagesQuery } from "~/api/messages";
import { queryClient } from "~/api/q";
import { asProblem } from "~/api/problem";
import { handed } from "~/components/asking/handed";
import { ButtonLink } from "~/components/links";
import { Trouble } from "~/components/Trouble";
import { t } from "~/texts";
import { EmptyState } from "~/ui/EmptyState";
import type { Message } from "~/api/stream";
import { About } from "./About";
import { Writing, type Asked } from "./Answer";
import { answering, askInPlace, find, type Desk } from "./answering";
import classes from "./chat.module.css";
import { Composer } from "./Composer";
import { drafts } from "./drafts";
import { placeOf } from "./places";
import { useReading } from "./reading";
import { Quoting, quotes } from "./Quoting";
import { Refused } from "./Refused";
import { Spoken, Thread, ThreadLoading } from "./Thread";
import { useFollowEnd } from "./useFollowEnd";
import { useSend } from "./useSend";
import { Welcome } from "./Welcome";
import { without } from "./without";

type Put = Asked & Partial<Pick<Message, "documents">>;

const NOTHING: { in: string | undefined; questions: number } = { in: undefined, questions: 0 };

interface Props {
  chatbotId: string;
  conversationId: string | undefined;
}

/** The conversation: welcome, messages, composer. */
export const Talk = memo(function Talk({ chatbotId, conversationId }: Props) {
  const desk = useDesk(conversationId);
  const messages = useQuery({
    ...messagesQuery(conversationId ?? ""),
    enabled: conversationId !== undefined,
  });
  const { about } = useSearch({ from: "/inside/chatbots/$chatbotId/chat/{-$conversationId}" });
  const navigate = useNavigate({ from: "/chatbots/$chatbotId/chat/{-$conversationId}" });
  const onAll = () => void navigate({ search: (now) => without(now, "about"), replace: true });
  const { send, beginning, refused } = useSend(chatbotId, conversationId, about);
  const { content, onScroll, atEnd, jump } = useFollowEnd(useReading().opened);
  const list = conversationId === undefined ? [] : messages.data;
  const running = list?.at(-1)?.status === "running" ? list.at(-1)?.id : undefined;

  // The stream is an outside thing: a running answer that nobody here follows is found again after a reload.
  useEffect(() => {
    if (conversationId && running && !answering.of(conversationId).live) find(conversationId, running);
  }, [conversationId, running, desk.live]);

  const sending = beginning || desk.live?.phase === "sending";
  const [aside, setAside] = useState(NOTHING);
  const onSend = (text: string) => {
    setAside(NOTHING);
    jump();
    send(text);
  };
  const place = placeOf(chatbotId, conversationId);
  const given = useSyncExternalStore(handed.subscribe, () => handed.of(place));
  const ready = list !== undefined && desk.live === null && !sending;
  // Put elsewhere (the palette, a document's questions), for this conversation: sent once, when it can be.
  useEffect(() => {
    if (given === undefined || !ready) return;
    handed.taken(place);
    jump();
    send(given);
  });
  const onAgain = useCallback(
    ({ id, content }: Asked, messageId: string) => {
      jump();
      setAside({ in: conversationId, questions: followedBy(conversationId, id) });
      askInPlace(conversationId ?? "", content, { replaces: id, regenerate: messageId });
    },
    [conversationId, jump],
  );
  const onEdit = useCallback(
    ({ id, documents = [] }: Put, text: string) => {
      jump();
      setAside({ in: conversationId, questions: followedBy(conversationId, id) });
      const documentIds = documents.map(({ document_id }) => document_id);
      askInPlace(conversationId ?? "", text, {
        replaces: id,
        ...(documentIds.length > 0 ? { documentIds } : {}),
      });
    },
    [conversationId, jump],
  );
  const onRetry = () => {
    const { again } = desk;
    if (desk.refused && again) askInPlace(conversationId ?? "", again.content, again.more);
    else onSend(drafts.of(place));
  };
  const onFind = useCallback((id: string) => find(conversationId ?? "", id), [conversationId]);
  const gone = messages.error !== null && asProblem(messages.error).status === 404;
  const problem = desk.live ? null : (desk.refused ?? refused);
  return (
    <section className={classes.talk} aria-label={t.chat.title}>
      <VisuallyHidden component="h2">{t.chat.messages}</VisuallyHidden>
      <div
        className={classes.scroller}
        onScroll={onScroll}
        data-scroller
        tabIndex={0}
        role="region"
        aria-label={t.chat.messages}
      >
        <div className={classes.column} ref={content}>
          {gone ? <Gone chatbotId={chatbotId} /> : null}
          {messages.isError && !messages.data && !gone ? (
            <Trouble error={messages.error} onRetry={() => void messages.refetch()} />
          ) : null}
          {conversationId && messages.isPending ? <ThreadLoading /> : null}
          {list?.length === 0 && !desk.live?.messageId ? (
            <Welcome chatbotId={chatbotId} onAsk={onSend} busy={sending} />
          ) : null}
          {list && quotes(list) ? <Quoting /> : null}
          {list ? (
            <Thread
              conversationId={conversationId ?? ""}
              messages={list}
              desk={desk}
              onAgain={onAgain}
              onEdit={onEdit}
              onFind={onFind}
              onAsk={onSend}
            />
          ) : null}
          {aside.in === conversationId && aside.questions > 0 ? (
            <Text className={classes.setAside} size="sm" c="dimmed" role="status">
              {t.chat.setAside(aside.questions)}
            </Text>
          ) : null}
          <Spoken desk={desk} />
        </div>
      </div>
      {gone ? null : (
        <div className={classes.dock}>
          {desk.live?.messageId ? <Writing live={desk.live} /> : null}
          <div className={classes.dockInner}>
            {atEnd ? null : (
              <Button
                className={classes.jump ?? ""}
                size="compact-sm"
                variant="default"
                leftSection={<IconArrowDown size={16} aria-hidden />}
                onClick={jump}
              >
                {t.chat.end}
              </Button>
            )}
            {about === undefined ? null : <About documentId={about} onAll={onAll} />}
            {problem ? <Refused problem={problem} chatbotId={chatbotId} onAgain={onRetry} /> : null}
            <Composer place={place} live={desk.live} sending={sending} onSend={onSend} />
          </div>
        </div>
      )}
    </section>
  );
});

/** How many questions follow one: what is asked or answered anew in the middle takes them out of the conversation. */
function followedBy(conversationId: string | undefined, questionId: string): number {
  const said = queryClient.getQueryData<Message[]>(messagesQuery(conversationId ?? "").queryKey) ?? [];
  const at = said.findIndex(({ id }) => id === questionId);
  return at < 0 ? 0 : said.slice(at + 1).filter(({ role }) => role === "user").length;
}

function useDesk(conversationId: string | undefined): Desk {
  return useSyncExternalStore(answering.subscribe, () => answering.of(conversationId ?? ""));
}

function Gone({ chatbotId }: { chatbotId: string }) {
  return (
    <EmptyState title={t.chat.gone.title} text={t.chat.gone.text}>
      <ButtonLink
        to="/chatbots/$chatbotId/chat/{-$conversationId}"
        params={{ chatbotId, conversationId: undefined }}
        variant="default"
      >
        {t.chat.gone.new}
      </ButtonLink>
    </EmptyState>
  );
}
