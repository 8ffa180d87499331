import { IconShieldLock } from "@tabler/icons-react";
import type { Message } from "~/api/stream";
import { t } from "~/texts";
import { Note } from "./Notes";

type Kinds = keyof typeof t.chat.personal.kinds;

const isKind = (name: string): name is Kinds => name in t.chat.personal.kinds;

const listed = (counts: Record<string, number>) =>
  Object.entries(counts)
    .filter(([kind]) => isKind(kind))
    .map(([kind, times]) => `${isKind(kind) ? t.chat.personal.kinds[kind] : kind} (${times})`)
    .join(", ");

/** Below an answer: what of it is personal, what was left out or kept from the model. Kinds and numbers, no more. */
export function Personal({ message: { withheld, flagged } }: { message: Message }) {
  const marked: Record<string, number> = {};
  for (const { kind } of flagged) marked[kind] = (marked[kind] ?? 0) + 1;
  const [shown, left] = [listed(marked), listed(withheld)];
  const said = [shown && t.chat.personal.holds(shown), left && t.chat.personal.withheld(left)].filter(
    Boolean,
  );
  if (said.length === 0) return null;
  return <Note icon={<IconShieldLock size={16} aria-hidden />}>{said.join(" ")}</Note>;
}
