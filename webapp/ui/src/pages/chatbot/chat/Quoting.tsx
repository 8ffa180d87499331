import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Message } from "~/api/stream";
import { t } from "~/texts";
import classes from "./chat.module.css";

/** Whether answers are quoted because there is no model: one that is away, or not backed, says so at its answers. */
export const quotes = (messages: readonly Message[]) => {
  const last = messages.findLast(
    ({ role, mode }) => role === "assistant" && mode !== null && mode !== "desk",
  );
  return last?.mode === "extractive" && last.model === null && !last.degraded.includes("llm");
};

/** Said once above the answers: what a quoted answer is, and where it stands how a model is set up. */
export function Quoting() {
  const q = t.chat.quoting;
  return (
    <aside className={classes.quoting} aria-label={q.label}>
      <Text size="sm">
        {q.text}{" "}
        <Anchor component={Link} to="/help/model" size="sm" underline="always">
          {q.how}
        </Anchor>
      </Text>
    </aside>
  );
}
