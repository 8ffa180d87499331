import { describe, expect, it } from "vitest";
import { safeTarget, targetOfNew } from "./target";

describe("the remembered target", () => {
  it("is a path of this application", () => {
    expect(safeTarget("/chatbots/1/chat?read=2.1")).toBe("/chatbots/1/chat?read=2.1");
  });
  it.each(["//evil.test", "https://evil.test", "/\\evil.test", "javascript:alert(1)", "", undefined])(
    "never leads elsewhere: %s",
    (target) => expect(safeTarget(target)).toBe("/"),
  );
  it("leads somebody new to no chatbot of others", () => {
    expect(targetOfNew("/chatbots/1/chat")).toBe("/");
    expect(targetOfNew("/system")).toBe("/system");
    expect(targetOfNew("//evil.test")).toBe("/");
  });
});
