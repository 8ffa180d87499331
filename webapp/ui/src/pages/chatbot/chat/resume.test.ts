import { describe, expect, it } from "vitest";
import { Problem } from "~/api/problem";
import type { AnswerEvent } from "~/api/stream";
import { pause, resumable, TRIES, type Cut } from "./resume";

const generated = { by: "none" as const, provider: null, model: null, source_type: null };
const meta = (id: string): AnswerEvent => ({
  id,
  event: "meta",
  data: { message_id: "m", conversation_id: "c", generated },
});
const token = (id: string, text: string): AnswerEvent => ({ id, event: "token", data: { text } });
const end: AnswerEvent = {
  id: "9",
  event: "error",
  data: { problem: { code: "x", detail: "", status: 500 } },
};

async function* connection(events: AnswerEvent[], cut?: Error): AsyncGenerator<AnswerEvent> {
  await Promise.resolve();
  yield* events;
  if (cut) throw cut;
}

interface Told {
  events: (AnswerEvent | Cut)[];
  asked: (string | null)[];
  waits: number[];
  thrown: unknown;
}

async function tell(
  connections: AsyncGenerator<AnswerEvent>[],
  messageId: string | null = null,
): Promise<Told> {
  const told: Told = { events: [], asked: [], waits: [], thrown: null };
  const next = () => connections.shift() ?? connection([], new TypeError("network"));
  const stream = resumable({
    first: next,
    again: (_, last) => {
      told.asked.push(last);
      return next();
    },
    messageId,
    wait: (milliseconds) => {
      told.waits.push(milliseconds);
      return Promise.resolve();
    },
  });
  try {
    for await (const event of stream) told.events.push(event);
  } catch (thrown) {
    told.thrown = thrown;
  }
  return told;
}

const text = (told: Told) =>
  told.events.map((event) => (event.event === "token" ? event.data.text : "")).join("");

describe("a stream cut in the middle", () => {
  it("goes on from the event after the last one that came, and loses nothing", async () => {
    const told = await tell([
      connection([meta("1"), token("2", "Four ")], new TypeError("network")),
      connection([token("3", "weeks")]),
      connection([token("4", "."), end]),
    ]);
    expect(told.asked).toEqual(["2", "3"]);
    expect(text(told)).toBe("Four weeks.");
    expect(told.events.filter(({ event }) => event === "cut")).toHaveLength(2);
    expect(told.thrown).toBeNull();
  });

  it("waits longer each time, and as long as the server asks", async () => {
    const busy = new Problem(503, "too_many_streams", "", [], 20);
    const told = await tell(
      [
        connection([], new TypeError()),
        connection([], new TypeError()),
        connection([], busy),
        connection([end]),
      ],
      "m",
    );
    expect(told.waits).toEqual([500, 1_000, 20_000]);
    expect(pause(30, null)).toBe(3_000);
  });

  it("gives up after a number of tries without any event, with the trouble as a problem", async () => {
    const told = await tell([connection([meta("1")])]);
    expect(told.asked).toHaveLength(TRIES);
    expect(told.thrown).toBeInstanceOf(Problem);
    expect((told.thrown as Problem).status).toBe(0);
  });

  it("sends a question once more when its reply was lost", async () => {
    const told = await tell([connection([], new TypeError("network")), connection([meta("1"), end])]);
    expect(told.asked).toEqual([]);
    expect(told.waits).toEqual([500]);
    expect(told.events.map(({ event }) => event)).toEqual(["cut", "meta", "error"]);
    expect(told.thrown).toBeNull();
  });

  it("says that nobody knows when that is lost too, or cannot be answered", async () => {
    const busy = new Problem(503, "too_many_streams", "", [], 5);
    for (const second of [new TypeError("network"), busy]) {
      const told = await tell([connection([], new TypeError("network")), connection([], second)]);
      expect(told.waits).toEqual([500]);
      expect((told.thrown as Problem).code).toBe("unreachable");
    }
  });

  it("believes a refusal", async () => {
    const busy = new Problem(503, "too_many_streams", "", [], 5);
    expect((await tell([connection([], busy)])).thrown).toBe(busy);
    const paused = new Problem(409, "chatbot_paused", "");
    const told = await tell([connection([], new TypeError("network")), connection([], paused)]);
    expect(told.thrown).toBe(paused);
  });

  it("does not come back to an answer that is gone", async () => {
    const gone = new Problem(404, "not_found", "");
    const told = await tell([connection([meta("1")], new TypeError()), connection([], gone)]);
    expect(told.thrown).toBe(gone);
  });
});
