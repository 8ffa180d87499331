import { Text, Title } from "@mantine/core";
import type { components } from "~/api/schema";
import { t } from "~/texts";
import classes from "./SystemPage.module.css";

type Check = components["schemas"]["CheckOut"];

/** Parts of the installation, each with its state in words, what it is for, and what to do. */
export function PartList({ title, checks }: { title: string; checks: Check[] }) {
  if (checks.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h5" mb={4}>
        {title}
      </Title>
      <ul className={classes.list}>
        {checks.map((check) => (
          <Part key={check.name} check={check} />
        ))}
      </ul>
    </section>
  );
}

function Part({ check: { name, state, consequence, remedy } }: { check: Check }) {
  const part = t.system.part(name);
  const said = (what: "consequence" | "remedy", words: string) =>
    words && t.system.said(name, state, what, words);
  return (
    <li className={classes.part}>
      <div className={classes.words}>
        <Text fw={600}>{part.name}</Text>
        {part.what ? (
          <Text size="sm" c="dimmed">
            {part.what}
          </Text>
        ) : null}
        <Line
          label={state === "failing" ? t.system.without : t.system.now}
          text={said("consequence", consequence)}
        />
        <Line label={t.system.remedy} text={said("remedy", remedy)} />
      </div>
      <span className={classes.state}>
        <span aria-hidden className={classes.dot} data-state={state} />
        {t.system.states[state]}
      </span>
    </li>
  );
}

function Line({ label, text }: { label: string; text: string }) {
  if (!text) return null;
  return (
    <Text size="sm" mt={4}>
      <Text span size="sm" fw={600}>
        {label}
      </Text>{" "}
      {text}
    </Text>
  );
}
