import { describe, expect, it } from "vitest";
import { eventsOf, parseEvent, type AnswerEvent } from "./stream";

const WIRE =
  ': heartbeat\n\nid: 1\nevent: meta\ndata: {"message_id":"m","conversation_id":"c"}\n\n' +
  'id: 2\nevent: token\ndata: {"text":"Bücher 𝔘 — “four\\n\\nweeks”"}\n\n' +
  ': heartbeat\n\nid: 3\nevent: token\ndata: {"text":" [1]"}\n\nid: 4\nevent: tok';

async function read(bytes: Uint8Array, size: number): Promise<AnswerEvent[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
  const events: AnswerEvent[] = [];
  for await (const event of eventsOf(body)) events.push(event);
  return events;
}

describe("the answer's stream", () => {
  it.each([1, 2, 3, 7, 64, 10_000])(
    "reads the same events when the network cuts every %i bytes",
    async (size) => {
      const events = await read(new TextEncoder().encode(WIRE), size);
      expect(events.map(({ id, event }) => `${id} ${event}`)).toEqual(["1 meta", "2 token", "3 token"]);
      expect(events[1]?.data).toEqual({ text: "Bücher 𝔘 — “four\n\nweeks”" });
    },
  );

  it("reads carriage returns as line ends too", async () => {
    const events = await read(new TextEncoder().encode(WIRE.replaceAll("\n", "\r\n")), 5);
    expect(events).toHaveLength(3);
  });

  it("passes over heartbeats and blocks without data", () => {
    expect(parseEvent(": heartbeat")).toBeNull();
    expect(parseEvent("event: token")).toBeNull();
  });
});
