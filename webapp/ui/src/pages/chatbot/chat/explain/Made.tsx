import type { Explanation } from "~/api/messages";
import { t } from "~/texts";
import { number } from "~/texts/format";
import classes from "./explain.module.css";
import { Pairs, Section } from "./Section";

/** Who wrote it from which prompt, what its statements are held for, and what the time went into. */
export function Made({ told }: { told: Explanation }) {
  const e = t.explain;
  const { model, usage, latency_ms: latency, steps, prompt, given, claims, withheld } = told;
  const leftOut = Object.values(withheld).reduce((sum, count) => sum + count, 0);
  return (
    <>
      {claims.length > 0 ? (
        <Section title={e.claims}>
          <ol className={classes.list}>
            {claims.map(({ start, end, verdict, reasons }) => (
              <li key={start}>
                {e.claim(number(start), number(end), verdict)}
                {reasons.length > 0 ? ` (${reasons.map((code) => e.reason(code)).join(", ")})` : null}
              </li>
            ))}
          </ol>
        </Section>
      ) : null}
      <Section title={e.making}>
        <Pairs
          of={[
            [e.model, model],
            [e.withheld, leftOut === 0 ? null : number(leftOut)],
            [
              e.tokens,
              usage &&
                (usage.estimated ? e.reckoned : e.counted)(
                  number(usage.prompt_tokens),
                  number(usage.completion_tokens),
                ),
            ],
            [e.time, latency === null ? null : e.ms(number(latency))],
            ...steps.map(({ name, ms }) => [e.step(name), e.ms(number(Math.round(ms * 10) / 10))] as const),
          ]}
        />
      </Section>
      {prompt.length > 0 ? (
        <Section title={e.prompt}>
          {prompt.map(({ role, content, length }, at) => (
            <details key={at} className={classes.prompt}>
              <summary>{e.said(role, number(length))}</summary>
              <pre tabIndex={0}>{content ?? e.notKept}</pre>
            </details>
          ))}
          <ol className={classes.list}>
            {given.map((one) => (
              <li key={one.number} value={one.number}>
                {e.given(one.title, number(one.end - one.start))}
              </li>
            ))}
          </ol>
        </Section>
      ) : null}
    </>
  );
}
