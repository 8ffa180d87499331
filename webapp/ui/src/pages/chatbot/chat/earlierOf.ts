/** The questions that one stands for, the newest first, each with its answer. */
import type { Message } from "~/api/stream";

export interface Pair {
  asked: Message;
  answer: Message | null;
}

export function earlierOf(question: Pick<Message, "replaces">, messages: readonly Message[]): Pair[] {
  const pairs: Pair[] = [];
  for (let id = question.replaces; id !== null;) {
    const at = messages.findIndex((one) => one.id === id);
    const asked = messages[at];
    if (!asked || pairs.some((pair) => pair.asked.id === asked.id)) break;
    const next = messages[at + 1];
    pairs.push({ asked, answer: next?.role === "assistant" ? next : null });
    id = asked.replaces;
  }
  return pairs;
}
