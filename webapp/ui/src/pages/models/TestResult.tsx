import { Alert, Text } from "@mantine/core";
import { IconCheck, IconMinus, IconX } from "@tabler/icons-react";
import type { ProviderTest } from "~/api/providers";
import { part, t } from "~/texts";
import classes from "./Models.module.css";

const x = part(() => t.models.test);
type Check = ProviderTest["checks"][number];

/** How a provider did: whether it can be used, and each thing that was tried. */
export function TestResult({ test }: { test: ProviderTest }) {
  const { ok, error, model, latency_ms: ms, checks } = test;
  return (
    <Alert mt="md" variant="light" color={ok ? "teal" : "red"} title={ok ? x.fine(model, ms) : x.failed}>
      {error ? <Text size="sm">{x.codes[error] ?? error}</Text> : null}
      <ul className={classes.checks}>
        {checks.map((check) => (
          <Line key={check.name} check={check} />
        ))}
      </ul>
    </Alert>
  );
}

function Line({ check: { name, ok, code, latency_ms: ms } }: { check: Check }) {
  const said = ok === null ? x.untried : ok ? x.yes : x.no;
  // What keeps it from being used was said above.
  const why =
    code !== null && (name === "streams" || name === "counts" || name === "obeys" || name === "ranks")
      ? x.codes[code]
      : null;
  return (
    <li>
      <Mark ok={ok} />
      <Text size="sm" span>
        {x.checks[name]}: {said}
        {ok && ms !== null ? `, ${x.ms(ms)}` : ""}
        {why ? ` – ${why}` : ""}
      </Text>
    </li>
  );
}

function Mark({ ok }: { ok: boolean | null }) {
  if (ok === null) return <IconMinus size={18} aria-hidden />;
  return ok ? (
    <IconCheck size={18} aria-hidden className={classes.yes} />
  ) : (
    <IconX size={18} aria-hidden className={classes.no} />
  );
}
