// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answering, ask, askInPlace } from "./answering";
import { attempts } from "./attempts";
import { drafts } from "./drafts";

const QUESTION = "Why?";
const meta = 'id: 1\nevent: meta\ndata: {"message_id": "m", "conversation_id": "c"}\n\n';
const failed =
  'id: 2\nevent: error\ndata: {"problem": {"code": "interrupted", "detail": "Ask again.", "status": 503}}\n\n';

const stream = () =>
  Promise.resolve(
    new Response(meta + failed, { status: 201, headers: { "Content-Type": "text/event-stream" } }),
  );
const lost = () => Promise.reject(new TypeError("network"));
const refusal = () => Promise.resolve(Response.json({ code: "chatbot_paused", detail: "" }, { status: 409 }));

/** The service: what it answers to each question in turn, and under which keys they came. */
function service(...replies: (() => Promise<Response>)[]): string[] {
  const keys: string[] = [];
  vi.stubGlobal("fetch", (request: Request) => {
    if (request.method !== "POST") return Promise.resolve(Response.json({ items: [], next_cursor: null }));
    keys.push(request.headers.get("Idempotency-Key") ?? "");
    return (replies.shift() ?? stream)();
  });
  return keys;
}

describe("a question on its way", () => {
  beforeEach(() => {
    vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 200 });
    answering.forget("c");
    attempts.taken("c");
    drafts.keep("c", QUESTION);
  });
  // The stand-in stays: lists may still be asked for.
  afterEach(() => void vi.useRealTimers());

  it("is sent once more under the same key when its reply was lost", async () => {
    const keys = service(lost);
    expect(await ask("c", QUESTION)).toBe(true);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(drafts.of("c")).toBe("");
  });

  it("stays in its field when nobody knows, and keeps its key for the next try", async () => {
    const keys = service(lost, lost);
    expect(await ask("c", QUESTION)).toBe(false);
    expect(answering.of("c").refused?.code).toBe("unreachable");
    expect(drafts.of("c")).toBe(QUESTION);
    expect(await ask("c", QUESTION)).toBe(true);
    expect(answering.of("c").refused).toBeNull();
    expect(new Set(keys).size).toBe(1);
  });

  it("is believed to be refused only where the service says so", async () => {
    const keys = service(refusal);
    expect(await ask("c", QUESTION)).toBe(false);
    expect(answering.of("c").refused?.code).toBe("chatbot_paused");
    expect(keys).toHaveLength(1);
  });

  it("has what stands after a revision: words, citations and claims before it are void", async () => {
    const said = (id: number, event: string, data: object) =>
      `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    const told =
      said(2, "token", { text: "Mars is made of cheese." }) +
      said(3, "claim", { claim: { verdict: "unsupported" } }) +
      said(4, "revised", { content: "“Four weeks.”", reason: "not_backed" }) +
      said(5, "citation", { citation: { n: 1 } }) +
      said(6, "token", { text: " [1]" });
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(meta + told)),
    });
    const headers = { "Content-Type": "text/event-stream" };
    service(() => Promise.resolve(new Response(body, { status: 201, headers })));
    expect(await ask("c", QUESTION)).toBe(true);
    await vi.waitFor(() => expect(answering.of("c").live?.text).toBe("“Four weeks.” [1]"));
    expect(answering.of("c").live?.citations).toHaveLength(1);
    expect(answering.of("c").live?.claims).toEqual([]);
  });

  it("is a new one in the same words, once it was taken or where it is asked anew", async () => {
    const keys = service();
    expect(await ask("c", QUESTION)).toBe(true);
    await vi.waitFor(() => expect(answering.of("c").ended).toBe("failed"));
    expect(await ask("c", QUESTION)).toBe(true);
    await vi.waitFor(() => expect(answering.of("c").ended).toBe("failed"));
    const stale = attempts.key("c", QUESTION);
    askInPlace("c", QUESTION, {});
    await vi.waitFor(() => expect(keys).toHaveLength(3));
    expect(new Set([...keys, stale]).size).toBe(4);
  });
});
