import { expect, test } from "vitest";
import { paceOf } from "~/api/pace";
import { aSync } from "~/testing/fixtures";
import { paceText } from "./pace";

test.each([
  [{ perMinute: 0.4, secondsLeft: 7_300 }, "about 3 h left"],
  [{ perMinute: 12.4, secondsLeft: 130 }, "12 a minute · about 3 min left"],
  [{ perMinute: 600, secondsLeft: 31 }, "600 a minute · about 40 s left"],
  [{ perMinute: 600, secondsLeft: 2 }, "600 a minute · a few seconds left"],
])("a pace in words", (pace, said) => expect(paceText(pace)).toBe(said));

test("a pace is told after a while, from what was done since the sync was first seen", () => {
  const at = (done: number) =>
    aSync({ id: "paced", status: "running", progress: { done, total: 100, current: null } });
  expect(paceOf(at(40), 0)).toBeNull();
  expect(paceOf(at(41), 1_000)).toBeNull();
  expect(paceOf(at(40), 9_000)).toBeNull();
  expect(paceOf(at(60), 10_000)).toEqual({ perMinute: 120, secondsLeft: 20 });
  expect(paceOf(aSync({ id: "paced" }), 20_000)).toBeNull();
});
