import { Text } from "@mantine/core";
import type { Message } from "~/api/stream";
import { t } from "~/texts";
import classes from "./chat.module.css";

/** Whether answers are quoted because there is no model: one that is away says so at its answers. */
export const quotes = (messages: readonly Message[]) => {
  const last = messages.findLast(
    ({ role, mode }) => role === "assistant" && mode !== null && mode !== "desk",
  );
  return last?.mode === "extractive" && !last.degraded.includes("llm");
};

/** Said once above the answers: what a quoted answer is, and how a model is set up. */
export function Quoting() {
  const q = t.chat.quoting;
  return (
    <aside className={classes.quoting} aria-label={q.label}>
      <Text size="sm">{q.text}</Text>
      <details>
        <summary>{q.how}</summary>
        <Text size="sm" component="div">
          <ol>
            {q.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          {q.docs}
        </Text>
      </details>
    </aside>
  );
}
