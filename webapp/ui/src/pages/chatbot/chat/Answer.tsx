import { Alert, Button, Group, Loader, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { memo } from "react";
import type { Citation, Claim, Message } from "~/api/stream";
import { t } from "~/texts";
import { told } from "~/texts/told";
import { AnswerFoot } from "./AnswerFoot";
import { AnswerText } from "./AnswerText";
import type { Live } from "./answering";
import classes from "./chat.module.css";
import { Cited } from "./Cited";
import { Nearest } from "./Nearest";
import { apart, Missing, Revised } from "./Notes";
import { Personal } from "./Personal";
import { TableAnswer } from "./TableAnswer";

const NONE: Message["flagged"] = [];

/** A question that has its place in the conversation. */
export type Asked = Pick<Message, "id" | "content">;

interface Props {
  id: string;
  text: string;
  citations: Citation[];
  claims: Claim[];
  /** How it is being written; null once it has ended. */
  phase: Live["phase"] | null;
  /** The answer once it has ended; null while it is being written. */
  message: Message | null;
  /** The question that it answers, to ask it again in its place; null while nothing can be put in its place. */
  question: Asked | null;
  onAgain: (question: Asked, messageId: string) => void;
  onFind: (id: string) => void;
}

/**
 * An answer, while it is written and after: one element all the while, so that focus and selection stay. While words
 * come nothing stands below them that they would push down.
 */
export const Answer = memo(function Answer(props: Props) {
  const { id, text, citations, claims, phase, message, question, onAgain, onFind } = props;
  const failed = message?.status === "failed";
  const { words, ended } = apart(text, message?.finish, message?.degraded.includes("private"));
  const again = question === null ? null : () => onAgain(question, id);
  return (
    <article aria-label={t.chat.answer} aria-busy={phase !== null && phase !== "lost"} data-message={id}>
      {message?.mode === "desk" ? <AboutDesk /> : null}
      {message ? <Revised message={message} /> : null}
      {words || !failed ? (
        <div className={message?.mode === "desk" ? classes.desk : undefined}>
          <AnswerText
            messageId={id}
            text={words}
            citations={citations}
            claims={claims}
            flagged={message?.flagged ?? NONE}
          />
        </div>
      ) : null}
      {message?.table ? (
        <TableAnswer table={message.table} said={citations.filter(({ row }) => row).length} />
      ) : null}
      {message && !failed ? <Missing message={message} ended={ended} /> : null}
      {message && !failed ? <Personal message={message} /> : null}
      {phase === null || phase === "lost" ? <Cited messageId={id} text={text} citations={citations} /> : null}
      {message?.answered === false && message.status === "done" ? (
        <Nearest messageId={id} passages={message.nearest} />
      ) : null}
      {phase === "lost" ? <Lost onFind={() => onFind(id)} /> : null}
      {failed ? <Failed why={message.error} onAgain={again} /> : null}
      {message && !failed ? <AnswerFoot message={message} onAgain={again} /> : null}
    </article>
  );
});

/** The desk speaks of itself: nothing was looked up, and nothing is cited. */
function AboutDesk() {
  return (
    <Group gap={6} className={classes.deskLabel}>
      <IconInfoCircle size={16} aria-hidden />
      <Text size="sm" fw={500}>
        {t.chat.desk}
      </Text>
    </Group>
  );
}

/** Why, as the service keeps it; answers of older versions have no reason. */
function Failed({ why, onAgain }: { why: Message["error"]; onAgain: (() => void) | null }) {
  return (
    <Alert color="red" variant="light" title={t.chat.failed.title} mt="sm">
      <Text size="sm">{why ? told(why) : t.chat.failed.text}</Text>
      {onAgain ? (
        <Button mt="sm" size="xs" variant="default" onClick={onAgain}>
          {t.chat.failed.again}
        </Button>
      ) : null}
    </Alert>
  );
}

function Lost({ onFind }: { onFind: () => void }) {
  return (
    <Alert color="yellow" variant="light" mt="sm">
      <Text size="sm">{t.chat.lost.text}</Text>
      <Button mt="sm" size="xs" variant="default" onClick={onFind}>
        {t.chat.lost.again}
      </Button>
    </Alert>
  );
}

/** Says that an answer is being written, and by a model where one is asked to: in a fixed place, so that nothing below a growing text moves. */
export function Writing({ live: { phase, writer } }: { live: Live }) {
  if (phase === "lost") return null;
  return (
    <Group gap="xs" className={`${classes.writing} decor`} aria-hidden>
      <Loader type="dots" size="xs" />
      <Text size="xs" c="dimmed">
        {phase === "reconnecting"
          ? t.chat.live.reconnecting
          : writer === null
            ? t.chat.live.writing
            : t.chat.live.byModel(writer)}
      </Text>
    </Group>
  );
}
