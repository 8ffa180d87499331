import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";
import type { Message } from "~/api/stream";
import { t } from "~/texts";
import { Answer, Question } from "./Answer";
import type { Desk } from "./answering";

interface Props {
  messages: Message[];
  desk: Desk;
  onAgain: (question: string) => void;
  onFind: (messageId: string) => void;
}

/** Questions and answers, oldest first; the one being written last. */
export function Thread({ messages, desk, onAgain, onFind }: Props) {
  const { live } = desk;
  const listed = live?.messageId ? messages.some(({ id }) => id === live.messageId) : false;
  const past = listed ? messages.filter(({ id }) => id !== live?.messageId) : messages;
  const common = { onAgain, onFind };
  return (
    <>
      {past.map((message, at) =>
        message.role === "user" ? (
          <Question key={message.id} text={message.content} />
        ) : (
          <Answer
            key={message.id}
            id={message.id}
            text={message.content}
            citations={message.citations}
            claims={message.claims}
            phase={message.status === "running" ? "reconnecting" : null}
            message={message.status === "running" ? null : message}
            question={past[at - 1]?.content ?? null}
            {...common}
          />
        ),
      )}
      {live && live.question !== null && live.messageId && !listed ? (
        <Question key="asked" text={live.question} />
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

/** Start and end of an answer, for those who do not see it; never each token. */
export function Spoken({ desk: { live, ended } }: { desk: Desk }) {
  const words = t.chat.live;
  const said = live
    ? live.phase === "reconnecting" || live.phase === "lost"
      ? words[live.phase]
      : words.started
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
