/** The questions that one stands for, the newest first, each with its answer. */
import type { Message } from "~/api/stream";

export interface Pair {
  asked: Message;
  answer: Message | null;
  /** Questions and answers that followed it, and were set aside with it. */
  followed: Message[];
}

export function earlierOf(question: Pick<Message, "replaces">, messages: readonly Message[]): Pair[] {
  const pairs: Pair[] = [];
  for (let id = question.replaces; id !== null;) {
    const at = messages.findIndex((one) => one.id === id);
    const asked = messages[at];
    if (!asked || pairs.some((pair) => pair.asked.id === asked.id)) break;
    const next = messages[at + 1];
    const answer = next?.role === "assistant" ? next : null;
    pairs.push({ asked, answer, followed: followedBy(asked.id, messages.slice(at + (answer ? 2 : 1))) });
    id = asked.replaces;
  }
  return pairs;
}

/** Up to the question that stands for it now: what was set aside, but for what had been replaced before that. */
function followedBy(id: string, later: readonly Message[]): Message[] {
  const end = later.findIndex(({ replaces }) => replaces === id);
  const between = end < 0 ? [] : later.slice(0, end).filter(({ set_aside: aside }) => aside);
  const replaced = new Set(later.map(({ replaces }) => replaces));
  return between.filter(
    (one, at) => !replaced.has(one.role === "user" ? one.id : (between[at - 1]?.id ?? null)),
  );
}
