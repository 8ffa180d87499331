import { Alert } from "@mantine/core";
import type { Problem } from "~/api/problem";
import { AnchorLink } from "~/components/links";
import { t } from "~/texts";

/** Why a question was not taken, above the composer that still holds it. */
export function Refused({ problem, chatbotId }: { problem: Problem; chatbotId: string }) {
  const { title, hint } = wordsFor(problem);
  const paused = problem.code === "chatbot_paused";
  return (
    <Alert role="alert" color={paused ? "yellow" : "red"} variant="light" title={title} mb="xs" py="xs">
      {problem.detail} {problem.retryAfter ? t.chat.wait(problem.retryAfter) : hint}{" "}
      {paused ? (
        <AnchorLink to="/chatbots/$chatbotId/settings" params={{ chatbotId }} underline="always" inherit>
          {t.chat.refused.settings}
        </AnchorLink>
      ) : null}
    </Alert>
  );
}

function wordsFor({ code, status }: Problem) {
  const r = t.chat.refused;
  if (code === "chatbot_paused" || code === "too_many_streams") return r[code];
  if (status === 429) return r.rate;
  return status === 0 ? t.shell.trouble(0) : r.other;
}
