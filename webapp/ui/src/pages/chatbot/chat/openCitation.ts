/** The open citation in the URL: ``<message id>.<n>``, and ``<message id>.p<k>`` for the k-th nearest passage. */
import type { Passage } from "~/api/messages";
import type { Message } from "~/api/stream";

export type Said = Pick<Message, "id" | "citations" | "nearest">;

export const citationKey = (messageId: string, n: number) => `${messageId}.${n}`;
export const nearestKey = (messageId: string, k: number) => `${messageId}.p${k}`;

export interface Opened {
  passage: Passage;
  /** The citation's number; null for a nearest passage. */
  n: number | null;
  previous: string | null;
  next: string | null;
}

/** The passage that a key names, and its neighbours in the same answer; null when no message has it. */
export function openedBy(key: string, messages: readonly Said[]): Opened | null {
  const message = messages.find(({ id }) => key.startsWith(`${id}.`));
  if (!message) return null;
  const keys = keysOf(message);
  const at = keys.findIndex((one) => one.key === key);
  const found = keys[at];
  if (!found) return null;
  return {
    passage: found.passage,
    n: found.n,
    previous: keys[at - 1]?.key ?? null,
    next: keys[at + 1]?.key ?? null,
  };
}

function keysOf({ id, citations, nearest }: Said) {
  const cited = [...citations].sort((one, other) => one.n - other.n);
  return [
    ...cited.map((passage) => ({ key: citationKey(id, passage.n), passage, n: passage.n as number | null })),
    ...nearest.map((passage, at) => ({ key: nearestKey(id, at + 1), passage, n: null })),
  ];
}
