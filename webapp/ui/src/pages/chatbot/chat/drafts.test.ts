// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { drafts } from "./drafts";

describe("what was typed", () => {
  beforeEach(() => ["a", "b"].forEach((place) => drafts.keep(place, "")));

  it("is kept per conversation, in the tab's storage", () => {
    drafts.keep("a", "half a question");
    expect(drafts.of("a")).toBe("half a question");
    expect(drafts.of("b")).toBe("");
    expect(sessionStorage.getItem("refdesk-draft:a")).toBe("half a question");
  });

  it("goes when it was sent, but not what was typed meanwhile", () => {
    drafts.keep("a", "first");
    drafts.sent("a", "first");
    expect(drafts.of("a")).toBe("");
    expect(sessionStorage.getItem("refdesk-draft:a")).toBeNull();
    drafts.keep("a", "second");
    drafts.sent("a", "first");
    expect(drafts.of("a")).toBe("second");
  });

  it("comes back when the question was refused, without overwriting anything", () => {
    drafts.back("a", "refused");
    expect(drafts.of("a")).toBe("refused");
    drafts.back("a", "other");
    expect(drafts.of("a")).toBe("refused");
  });
});
