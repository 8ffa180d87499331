import { Button, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCopy, IconListSearch, IconRefresh } from "@tabler/icons-react";
import type { Message } from "~/api/stream";
import { copyText } from "~/components/reader/copyText";
import { t } from "~/texts";
import { IconAction } from "~/ui/IconAction";
import { Afterwards } from "~/ui/Soon";
import classes from "./chat.module.css";
import { markdownOf } from "./exportMarkdown";
import { Comment, Thumbs, useFeedback } from "./Feedback";
import { useReading } from "./reading";

interface Props {
  message: Message;
  /** Makes it anew; null while another is being written. */
  onAgain: (() => void) | null;
}

/** Below a finished answer: how it came about, in words, and what can be done with it. */
export function AnswerFoot({ message, onAgain }: Props) {
  const feedback = useFeedback(message);
  const copy = async () => {
    const done = await copyText(markdownOf(message));
    notifications.show(done ? { message: t.chat.copied } : { color: "red", message: t.chat.copyFailed });
  };
  const { explain } = useReading();
  const words = wordsFor(message);
  return (
    <div className={classes.foot}>
      {words.length > 0 ? (
        <Text size="sm" c="dimmed">
          {words.join(" ")}
        </Text>
      ) : null}
      {message.status === "stopped" && onAgain ? (
        <Button size="xs" variant="default" mt={6} onClick={onAgain}>
          {t.chat.failed.again}
        </Button>
      ) : null}
      <div className={classes.actions}>
        <Afterwards>
          <IconAction label={t.chat.copy} onClick={() => void copy()}>
            <IconCopy size={18} aria-hidden />
          </IconAction>
          <IconAction label={t.chat.regenerate} disabled={onAgain === null} onClick={() => onAgain?.()}>
            <IconRefresh size={18} aria-hidden />
          </IconAction>
          <IconAction label={t.chat.explain} onClick={() => explain(message.id)}>
            <IconListSearch size={18} aria-hidden />
          </IconAction>
          <Thumbs {...feedback} />
        </Afterwards>
      </div>
      <Comment {...feedback} />
    </div>
  );
}

/** How many statements are backed and who wrote them, the mode, the confidence: each a sentence. */
function wordsFor({ mode, confidence, answered, status, coverage, model }: Message): string[] {
  const how = mode === null ? null : t.chat.mode[mode];
  // Of a model's answer the confidence is the share of its statements that is backed: their number says more.
  const sure =
    answered && confidence !== null && !coverage && mode !== "desk"
      ? `${t.chat.confidence(confidence)}.`
      : null;
  const backed = coverage ? t.chat.claims.backed(coverage.backed, coverage.total) : null;
  const wrote =
    model !== null && (mode === "llm" || mode === "fallback") ? t.chat.claims.writtenBy(model) : null;
  const stopped = status === "stopped" ? t.chat.stopped : null;
  return [stopped, answered === false ? null : how, backed, wrote, sure].filter((words) => words !== null);
}
