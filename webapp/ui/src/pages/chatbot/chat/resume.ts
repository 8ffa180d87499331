/** An answer's events, whatever happens to the connection: the answer goes on in the server, so the reader comes back. */
import { asProblem, unreachable, type Problem } from "~/api/problem";
import type { AnswerEvent } from "~/api/stream";

/** The connection was cut; it is tried again after a pause. */
export interface Cut {
  event: "cut";
  attempt: number;
}

export interface Connections {
  /** The first connection: the question under its key, or the answer from its start. May be opened once more. */
  first: () => AsyncIterable<AnswerEvent>;
  /** From the event after ``lastEventId``. */
  again: (messageId: string, lastEventId: string | null) => AsyncIterable<AnswerEvent>;
  /** Known before the first event when an answer is found again. */
  messageId: string | null;
  lastEventId?: string | null;
  wait: (milliseconds: number) => Promise<void>;
}

export const TRIES = 25;
const FIRST_MS = 500;
const LONGEST_MS = 3_000;

/** The pause before a try: 0.5 s, doubled up to 3 s; longer when the server asked for it. */
export const pause = (attempt: number, retryAfter: number | null) =>
  Math.max(Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS), (retryAfter ?? 0) * 1_000);

const mayPass = ({ status }: Problem) => status === 0 || status === 429 || status >= 500;

/**
 * Events up to the last one, over as many connections as it takes.
 *
 * Throws ``Problem`` when the question is refused, when the answer is gone, and after ``TRIES`` tries in a row without an
 * event. A question of which nobody said whether it was taken is sent once more: its key makes it the same question.
 * ``unreachable`` says that nobody knows even then.
 */
export async function* resumable(connections: Connections): AsyncGenerator<AnswerEvent | Cut> {
  let { messageId, lastEventId = null } = connections;
  let open = connections.first;
  let unsure: Problem | null = null;
  for (let failures = 0; ;) {
    let problem = unreachable();
    try {
      for await (const event of open()) {
        failures = 0;
        if (event.event === "meta") messageId = event.data.message_id;
        if (event.id) lastEventId = event.id;
        yield event;
        if (event.event === "done" || event.event === "error") return;
      }
    } catch (thrown) {
      if (thrown instanceof DOMException && thrown.name === "AbortError") throw thrown;
      problem = asProblem(thrown);
      if (!mayPass(problem)) throw problem;
    }
    if (messageId === null && (unsure || problem.status !== 0)) throw unsure ?? problem;
    if (messageId === null) unsure = problem;
    if (++failures > TRIES) throw problem;
    yield { event: "cut", attempt: failures };
    await connections.wait(pause(failures, problem.retryAfter));
    const [id, last] = [messageId, lastEventId];
    if (id !== null) open = () => connections.again(id, last);
  }
}
