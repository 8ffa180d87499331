// @vitest-environment happy-dom
/** The life of a token, with a clock that the test moves and a server that answers in its own time. */
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { aSession, aUser, LIFE_MS } from "~/testing/fixtures";
import { cut, problem, type Reply } from "~/testing/replies";
import { Service } from "~/testing/service";
import { happyDOM } from "~/testing/window";

const REFRESH = "POST /auth/refresh/";
const service = new Service();

beforeAll(async () => {
  happyDOM.setURL(`${await service.start()}/`);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  service.forget();
});
afterAll(() => service.stop());

const count = () => service.calls(REFRESH).length;
/** In real time: a request on its way, and a moment longer for one too many. */
const moment = () => new Promise((done) => setImmediate(done));
async function settled() {
  for (let turn = 0; turn < 200; turn++) await moment();
}
const asked = async (wanted: number) => {
  for (let turn = 0; turn < 5_000 && count() < wanted; turn++) await moment();
  await settled();
  expect(count()).toBe(wanted);
};

/** Somebody whose session has just begun. */
async function begun(now?: number) {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], ...(now ? { now } : {}) });
  vi.resetModules();
  vi.stubGlobal("BroadcastChannel", undefined);
  const user = aUser();
  service.on(REFRESH, () => aSession(user));
  const { refresh, session } = await import("./session");
  expect(await refresh()).toBe(true);
  return { refresh, session, user };
}

test("a token is refreshed a minute before it expires, once, and not sooner", async () => {
  const { session } = await begun();
  const token = session.token();
  await vi.advanceTimersByTimeAsync(LIFE_MS - 80_000);
  await asked(1);
  await vi.advanceTimersByTimeAsync(25_000);
  await asked(2);
  expect(session.token()).not.toBe(token);
});

test("a clock that is wrong by a day changes nothing: how long a token lives is the server's to say", async () => {
  await begun(Date.now() + 86_400_000);
  await vi.advanceTimersByTimeAsync(20_000);
  await asked(1);
});

test.each<[string, Reply]>([
  ["failing", problem(500)],
  ["unreachable", cut],
])("a server that is %s is asked twice at most, and its silence ends no session", async (_, reply) => {
  const { session } = await begun();
  service.on(REFRESH, reply);
  await vi.advanceTimersByTimeAsync(LIFE_MS - 30_000);
  await asked(3);
  expect(session.get().kind).toBe("in");
});

test("a refresh that is refused ends the session with one request, and nothing is asked after it", async () => {
  const { session } = await begun();
  service.on(REFRESH, problem(401));
  await vi.advanceTimersByTimeAsync(LIFE_MS - 30_000);
  await asked(2);
  expect(session.get()).toEqual({ kind: "out", expired: true });
  await vi.advanceTimersByTimeAsync(3_600_000);
  await asked(2);
});

test("many requests that are refused at the same time share one refresh", async () => {
  const { refresh, session } = await begun();
  const refused = session.token();
  expect(await Promise.all([refresh(refused), refresh(refused), refresh(refused)])).toEqual([
    true,
    true,
    true,
  ]);
  expect(count()).toBe(2);
});
