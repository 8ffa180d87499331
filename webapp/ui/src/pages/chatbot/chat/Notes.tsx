import { Text } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Message } from "~/api/stream";
import { t } from "~/texts";
import classes from "./chat.module.css";

/** Ends after which the service says in words, behind the answer, that it is not whole. */
const NOT_WHOLE = new Set<Message["finish"]>(["cut_off", "filtered", "too_long", "broken_off"]);
const NOTE = /(?:^|\n\n)\((?<said>[^\n]+)\)\s*$/;

/** An answer's own words, and what the service says of how they ended; null where they are whole. */
export function apart(text: string, finish: Message["finish"] | undefined, leftOut = false) {
  const note = leftOut || NOT_WHOLE.has(finish ?? null) ? NOTE.exec(text) : null;
  return note
    ? { words: text.slice(0, note.index), ended: note.groups?.said ?? "" }
    : { words: text, ended: null };
}

/** Above quotes that stand for a model's words: what they are. */
export function Revised({ message: { finish, mode, model } }: { message: Message }) {
  if (finish !== "not_backed" || mode !== "extractive") return null;
  return <Note icon={<IconInfoCircle size={16} aria-hidden />}>{t.chat.claims.revised(model)}</Note>;
}

/** Below an answer that ended before it was whole, or that something was missing for. */
export function Missing({
  message: { degraded, finish, answered },
  ended,
}: {
  message: Message;
  ended: string | null;
}) {
  // A model that broke off was reached: that it broke off is said already.
  // Nor is it said twice, in two languages, that something was left out.
  const parts = degraded.filter((part) =>
    part === "private" ? ended === null : part !== "llm" || finish !== "broken_off",
  );
  const quoted = finish === "failed" && answered;
  const words = (part: (typeof parts)[number]) =>
    part === "llm" && quoted ? t.chat.quotedInstead : t.chat.degraded[part];
  const said = [...(ended === null ? [] : [ended]), ...parts.map(words)];
  if (said.length === 0) return null;
  return (
    <Note warning icon={<IconAlertTriangle size={16} aria-hidden />}>
      {said.map((one) => (
        <span key={one}>{one}</span>
      ))}
    </Note>
  );
}

interface NoteProps {
  icon: ReactNode;
  warning?: boolean;
  children: ReactNode;
}

/** The desk's own words beside an answer: in the interface's letters, told from what was answered. */
export function Note({ icon, warning = false, children }: NoteProps) {
  return (
    <div className={classes.note} data-warning={warning}>
      {icon}
      <Text size="sm" component="div" className={classes.noteWords ?? ""}>
        {children}
      </Text>
    </div>
  );
}
