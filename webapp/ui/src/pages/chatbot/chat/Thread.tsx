import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";
import type { Message } from "~/api/stream";
import { t } from "~/texts";
import { Answer, type Asked } from "./Answer";
import type { Desk, Live } from "./answering";
import { Followups } from "./Followups";
import { Question } from "./Question";

interface Props {
  conversationId: string;
  messages: Message[];
  desk: Desk;
  onAgain: (question: Asked, messageId: string) => void;
  onEdit: (question: Asked, text: string) => void;
  onFind: (messageId: string) => void;
  onAsk: (question: string) => void;
}

/** Questions and answers, oldest first; the one being written last, and below it what might be asked next. */
export function Thread({ conversationId, messages, desk, onAgain, onEdit, onFind, onAsk }: Props) {
  const { live } = desk;
  const busy = live !== null;
  const listed = live?.messageId ? messages.some(({ id }) => id === live.messageId) : false;
  const past = pastOf(messages, live);
  const last = past.at(-1);
  const common = { onAgain, onFind };
  return (
    <>
      {past.map((message, at) =>
        message.role === "user" ? (
          <Question
            key={message.id}
            message={message}
            text={message.content}
            conversationId={conversationId}
            busy={busy}
            onEdit={onEdit}
          />
        ) : (
          <Answer
            key={message.id}
            id={message.id}
            text={message.content}
            citations={message.citations}
            claims={message.claims}
            phase={message.status === "running" ? "reconnecting" : null}
            message={message.status === "running" ? null : message}
            question={busy ? null : (past[at - 1] ?? null)}
            {...common}
          />
        ),
      )}
      {!busy && last?.role === "assistant" && last.citations.length > 0 ? (
        <Followups key={last.id} messageId={last.id} busy={busy} onAsk={onAsk} />
      ) : null}
      {live && live.question !== null && live.messageId && !listed ? (
        <Question
          key="asked"
          message={null}
          text={live.question}
          conversationId={conversationId}
          busy
          onEdit={onEdit}
        />
      ) : null}
      {live?.messageId ? (
        <Answer
          key={live.messageId}
          id={live.messageId}
          text={live.text}
          citations={live.citations}
          claims={live.claims}
          phase={live.phase}
          message={null}
          question={null}
          {...common}
        />
      ) : null}
    </>
  );
}

/** What stands above the answer being written: nothing of what it replaces, though the list may still have it. */
function pastOf(messages: Message[], live: Live | null): Message[] {
  if (!live?.messageId) return messages;
  const { messageId, replaces } = live;
  const from = replaces === null ? -1 : messages.findIndex(({ id }) => id === replaces);
  return (from < 0 ? messages : messages.slice(0, from)).filter(({ id }) => id !== messageId);
}

/** Start and end of an answer, for those who do not see it; never each token. */
export function Spoken({ desk: { live, ended } }: { desk: Desk }) {
  const words = t.chat.live;
  const said = live
    ? live.phase === "reconnecting" || live.phase === "lost"
      ? words[live.phase]
      : live.writer === null
        ? words.started
        : words.byModel(live.writer)
    : ended
      ? words[ended]
      : "";
  return (
    <VisuallyHidden aria-live="polite" role="status">
      {said}
    </VisuallyHidden>
  );
}

/** The thread on its way. */
export function ThreadLoading() {
  return (
    <Stack role="status" aria-label={t.shell.loading} gap="sm">
      <Skeleton height={38} width="50%" ml="auto" />
      {[92, 100, 85, 40].map((width) => (
        <Skeleton key={width} height={14} width={`${width}%`} />
      ))}
    </Stack>
  );
}
