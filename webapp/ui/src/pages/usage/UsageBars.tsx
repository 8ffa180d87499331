import { Progress, Text } from "@mantine/core";
import type { Used } from "~/api/usage";
import { t } from "~/texts";
import { digits, number, size } from "~/texts/format";
import classes from "./UsagePage.module.css";

export type What = "documents" | "storage" | "questions" | "tokens" | "cost";
export type Part = readonly [what: What, used: Used | null | undefined];

/** An amount as it is read: bytes as such, money with its currency. */
export function amount(what: What, value: number, currency: string): string {
  if (what === "storage") return size(value);
  return what === "cost" ? `${digits(value, 2)} ${currency}` : number(value);
}

export function said(what: What, { used, most }: Used, currency: string): string {
  const spent = amount(what, used, currency);
  return most === null ? spent : t.usage.of(spent, amount(what, most, currency));
}

/** Each with a bar where there is a limit. */
export function UsageBars({ parts, currency }: { parts: readonly Part[]; currency: string }) {
  return (
    <dl className={classes.bars}>
      {parts.map(([what, used]) =>
        used ? <Bar key={what} what={what} used={used} currency={currency} /> : null,
      )}
    </dl>
  );
}

function Bar({ what, used, currency }: { what: What; used: Used; currency: string }) {
  const { most } = used;
  const full = most !== null && used.used >= most;
  const share = most === null ? 0 : most === 0 ? 100 : Math.min(100, (100 * used.used) / most);
  return (
    <div className={classes.bar}>
      <dt>{t.usage.what[what]}</dt>
      <dd>
        <Text span size="sm">
          {said(what, used, currency)}
          {most === null ? ` · ${t.usage.unlimited}` : full ? ` · ${t.usage.full}` : ""}
        </Text>
        {most === null ? null : (
          <Progress
            value={share}
            color={full ? "red" : share > 80 ? "yellow" : "blue"}
            size="sm"
            mt={6}
            aria-label={t.usage.what[what]}
          />
        )}
      </dd>
    </div>
  );
}
