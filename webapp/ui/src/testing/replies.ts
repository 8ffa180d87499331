/** Answers that are no good JSON: problems, broken and silent connections, streams, bytes. */
import type { ServerResponse } from "node:http";
import type { components } from "~/api/schema";
import type { AnswerEvent } from "~/api/stream";

/** An answer that is written by itself. */
export class Reply {
  constructor(readonly write: (response: ServerResponse) => void) {}
}

type Problem = components["schemas"]["Problem"];
type More = Partial<Pick<Problem, "code" | "detail" | "errors" | "limit" | "request_id">> & {
  retryAfter?: number;
};

/** The service refuses, as RFC 9457 has it. */
export function problem(status: number, { retryAfter, ...more }: More = {}): Reply {
  const body: Problem = {
    type: "about:blank",
    title: "Trouble",
    status,
    code: "trouble",
    detail: "The detail of it.",
    errors: [],
    request_id: null,
    ...more,
  };
  const headers = retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) };
  return new Reply((response) =>
    response
      .writeHead(status, { "Content-Type": "application/problem+json", ...headers })
      .end(JSON.stringify(body)),
  );
}

/** What a proxy says in the service's place. */
export const proxyPage = (status: number) =>
  new Reply((response) =>
    response.writeHead(status, { "Content-Type": "text/html" }).end("<h1>No such luck</h1>"),
  );

/** The connection breaks before anything was said. */
export const cut = new Reply((response) => void response.destroy());

/** Nothing comes. */
export const silence = new Reply(() => undefined);

/** Done, without a word. */
export const done = new Reply((response) => void response.writeHead(204).end());

/** A file's bytes. */
export const bytes = (mime: string, content: Uint8Array) =>
  new Reply((response) => void response.writeHead(200, { "Content-Type": mime }).end(content));

/** An event without its number. */
export type Said = AnswerEvent extends infer E ? (E extends AnswerEvent ? Omit<E, "id"> : never) : never;
/** How a stream ends: as it should, before its last event, or not at all. */
export type Ending = "end" | "cut" | "stay";

const wire = ({ event, data }: Said, id: number) =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

interface Streaming {
  /** The number of the first event. */
  from?: number;
  then?: Ending;
}

/** An answer's events. */
export const events = (said: readonly Said[], { from = 1, then = "end" }: Streaming = {}) =>
  new Reply((response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    const sent = said.map((one, at) => wire(one, from + at)).join("");
    if (then === "stay") response.write(sent);
    else response.end(sent);
  });
