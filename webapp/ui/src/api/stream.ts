/** The answer's stream: server-sent events over fetch, because EventSource cannot send a token. */
import { send } from "./client";
import { problemOf, unreachable } from "./problem";
import type { components } from "./schema";

export type Message = components["schemas"]["MessageOut"];
export type Citation = components["schemas"]["CitationOut"];
export type Claim = components["schemas"]["ClaimOut"];

export type Generated = components["schemas"]["GeneratedOut"];

export type AnswerEvent =
  /** Who is asked to write it; ``done`` tells who did. */
  | {
      id: string;
      event: "meta";
      data: { message_id: string; conversation_id: string; generated: Generated };
    }
  | { id: string; event: "token"; data: { text: string } }
  | { id: string; event: "citation"; data: { citation: Citation } }
  | { id: string; event: "claim"; data: { claim: Claim } }
  /** Everything before is void, with its citations and claims; what follows goes on from this. */
  | { id: string; event: "revised"; data: { content: string; reason: string } }
  | { id: string; event: "done"; data: { message: Message } }
  | { id: string; event: "error"; data: { problem: { code: string; detail: string; status: number } } };

/** What may go along with a question. */
export interface More {
  /** The question that it stands for: that one is set aside, with what followed. */
  replaces?: string;
  /** The answer that is made anew; ``replaces`` is its question then, and the words are the same. */
  regenerate?: string;
  /** Documents that it is put to; none: to all. */
  documentIds?: string[];
}

/** The service speaks every 10 s, be it a heartbeat. Twice nothing, and the connection is dead, whatever it says. */
export const SILENCE_MS = 25_000;

/**
 * Ask a question; events as they come. Under the same key it is asked once, however often it is sent, and every time
 * the events come from the start. Throws Problem when the question itself is refused.
 */
export function ask(conversationId: string, content: string, key: string, more: More = {}) {
  const headers = { "Idempotency-Key": key };
  if (more.regenerate !== undefined) {
    const path = `/api/v1/messages/${encodeURIComponent(more.regenerate)}/regenerate/`;
    return events(path, { method: "POST", headers });
  }
  const path = `/api/v1/conversations/${encodeURIComponent(conversationId)}/messages/`;
  const { replaces, documentIds = [] } = more;
  const body = {
    content,
    ...(replaces === undefined ? {} : { replaces }),
    ...(documentIds.length > 0 ? { document_ids: documentIds } : {}),
  };
  return events(path, { method: "POST", body: JSON.stringify(body), headers });
}

/** Follow a running answer from where the reader was. */
export function follow(messageId: string, lastEventId: string | null) {
  const path = `/api/v1/messages/${encodeURIComponent(messageId)}/events/`;
  return events(path, { headers: lastEventId ? { "Last-Event-ID": lastEventId } : {} });
}

async function* events(path: string, init: RequestInit): AsyncGenerator<AnswerEvent> {
  const headers = { Accept: "text/event-stream", "Content-Type": "application/json", ...init.headers };
  const watch = watchdog();
  try {
    const response = await send(new Request(path, { ...init, headers, signal: watch.signal }));
    if (!response.ok || !response.body) throw await problemOf(response);
    yield* eventsOf(response.body, watch.heard);
  } finally {
    watch.end();
  }
}

/** Aborts a connection on which nothing comes: a network may go away without a word. */
function watchdog() {
  const controller = new AbortController();
  const bark = () => controller.abort(unreachable());
  let timer = setTimeout(bark, SILENCE_MS);
  const end = () => clearTimeout(timer);
  const heard = () => {
    end();
    timer = setTimeout(bark, SILENCE_MS);
  };
  return { signal: controller.signal, heard, end };
}

/** The events in a body, however the network cut it into pieces. What is left of an unfinished one is dropped. */
export async function* eventsOf(
  body: ReadableStream<Uint8Array>,
  heard: () => void = () => undefined,
): AsyncGenerator<AnswerEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      heard();
      const blocks = (rest + value).split(/\r?\n\r?\n/);
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = parseEvent(block);
        if (event) yield event;
      }
    }
  } finally {
    void reader.cancel().catch(() => null);
  }
}

/** One block of a stream; null for comments (heartbeats). */
export function parseEvent(block: string): AnswerEvent | null {
  const fields: Record<string, string> = {};
  for (const line of block.split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
    fields[name] = name === "data" && fields.data !== undefined ? `${fields.data}\n${value}` : value;
  }
  if (!fields.event || fields.data === undefined) return null;
  return { id: fields.id ?? "", event: fields.event, data: JSON.parse(fields.data) } as AnswerEvent;
}
