// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { attempts } from "./attempts";

describe("the key of a question", () => {
  beforeEach(() => ["a", "b"].forEach(attempts.taken));

  it("stays the same for the same words until they were taken", () => {
    const key = attempts.key("a", "why?");
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(attempts.key("a", "why?")).toBe(key);
    attempts.taken("a");
    expect(attempts.key("a", "why?")).not.toBe(key);
  });

  it("is another one for other words and in another conversation", () => {
    const keys = [attempts.key("a", "why?"), attempts.key("b", "why?"), attempts.key("a", "why not?")];
    expect(new Set(keys).size).toBe(3);
  });

  it("is in the tab's storage, where a reload finds it", () => {
    const key = attempts.key("a", "why?");
    expect(JSON.parse(sessionStorage.getItem("refdesk-asking:a") ?? "null")).toEqual({ text: "why?", key });
    attempts.taken("a");
    expect(sessionStorage.getItem("refdesk-asking:a")).toBeNull();
  });

  it("goes with the conversation that it may have begun", () => {
    attempts.begin("bot", "a");
    expect(attempts.begun("bot")).toBe("a");
    attempts.settled("bot", "b");
    expect(attempts.begun("bot")).toBe("a");
    attempts.settled("bot", "a");
    expect(attempts.begun("bot")).toBeNull();
  });
});
