import { Alert, Button } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Problem } from "~/api/problem";
import { AnchorLink } from "~/components/links";
import { t } from "~/texts";
import { told } from "~/texts/told";
import classes from "./chat.module.css";

interface Props {
  problem: Problem;
  chatbotId: string;
  onAgain: () => void;
}

/** Why a question was not taken, above the composer that still holds it, and the way on. */
export function Refused({ problem, chatbotId, onAgain }: Props) {
  const r = t.chat.refused;
  const left = useSecondsLeft(problem);
  const { title, hint } = wordsFor(problem);
  const paused = problem.code === "chatbot_paused";
  const said = problem.field("content") ?? told(problem);
  return (
    <Alert role="alert" color={paused ? "yellow" : "red"} variant="light" title={title} mb="xs" py="xs">
      {said} {problem.retryAfter ? t.chat.wait(problem.retryAfter) : hint}{" "}
      {paused ? (
        <AnchorLink to="/chatbots/$chatbotId/settings" params={{ chatbotId }} underline="always" inherit>
          {r.settings}
        </AnchorLink>
      ) : null}
      {problem.code === "quota_exceeded" ? (
        <AnchorLink to="/usage" underline="always" inherit>
          {r.usage}
        </AnchorLink>
      ) : null}
      {/* The alert is read out once, not every second. */}
      <div aria-live="off" style={{ marginTop: 6 }}>
        <Button
          size="xs"
          variant="default"
          className={classes.again ?? ""}
          disabled={left > 0}
          onClick={onAgain}
        >
          {left > 0 ? r.againIn(left) : r.again}
        </Button>
      </div>
    </Alert>
  );
}

/** When each refusal was heard of: the pause that it asks for runs from then on, whatever is shown meanwhile. */
const heard = new WeakMap<Problem, number>();

function secondsLeft(problem: Problem): number {
  const since = heard.get(problem) ?? Date.now();
  heard.set(problem, since);
  return Math.max(0, Math.ceil((since + (problem.retryAfter ?? 0) * 1_000 - Date.now()) / 1_000));
}

function useSecondsLeft(problem: Problem): number {
  const [, tick] = useState(0);
  const left = secondsLeft(problem);
  // An effect, because only the clock knows that a second has passed.
  useEffect(() => {
    if (left === 0) return undefined;
    const timer = setTimeout(() => tick((n) => n + 1), 1_000);
    return () => clearTimeout(timer);
  });
  return left;
}

function wordsFor({ code, status }: Problem) {
  const r = t.chat.refused;
  if (code === "quota_exceeded") return r.quota;
  if (code === "chatbot_paused" || code === "too_many_streams") return r[code];
  if (status === 0) return { title: t.shell.trouble(0).title, hint: r.other.hint };
  if (status === 429) return r.rate;
  if (status === 413) return r.large;
  return status >= 500 ? r.down : r.other;
}
