import { describe, expect, it } from "vitest";
import { safeTarget } from "./target";

describe("the remembered target", () => {
  it("is a path of this application", () => {
    expect(safeTarget("/chatbots/1/chat?read=2.1")).toBe("/chatbots/1/chat?read=2.1");
  });
  it.each(["//evil.test", "https://evil.test", "/\\evil.test", "javascript:alert(1)", "", undefined])(
    "never leads elsewhere: %s",
    (target) => expect(safeTarget(target)).toBe("/"),
  );
});
