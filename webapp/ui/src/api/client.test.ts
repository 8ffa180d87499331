import { afterEach, expect, test, vi } from "vitest";
import { send } from "./client";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A network that never answers, as fetch sees it: it ends with the signal only. */
const silent = (_: unknown, init?: RequestInit) =>
  new Promise<Response>((_resolve, reject) => {
    init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
  });

test("what is only read is given up after half a minute of silence, as an unreachable server", async () => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", silent);
  const asked = send(new Request("http://localhost/api/v1/chatbots/"));
  const outcome = expect(asked).rejects.toMatchObject({ code: "unreachable" });
  await vi.advanceTimersByTimeAsync(31_000);
  await outcome;
});

test("a request that its own page gives up is no trouble of the network", async () => {
  vi.stubGlobal("fetch", silent);
  const page = new AbortController();
  const asked = send(new Request("http://localhost/api/v1/chatbots/", { signal: page.signal }));
  page.abort();
  await expect(asked).rejects.toMatchObject({ name: "AbortError" });
});
