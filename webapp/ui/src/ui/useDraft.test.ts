import { describe, expect, it } from "vitest";
import { followed, handedOut } from "./useDraft";

const empty = { text: "", seen: "", out: [] };
const typed = (draft: typeof empty | ReturnType<typeof followed>, text: string) =>
  handedOut({ ...draft, text }, text);

describe("a field whose value lives in the URL", () => {
  it("keeps the letters that were typed while the first ones were on their way", () => {
    const ahead = { ...typed(empty, "a"), text: "abc" };
    expect(followed(ahead, "a")).toEqual({ text: "abc", seen: "a", out: [] });
  });

  it("keeps them also when several values are on their way, and when one never arrives", () => {
    const ahead = typed(typed(typed(empty, "a"), "ab"), "abc");
    expect(followed(ahead, "a").text).toBe("abc");
    expect(followed(followed(ahead, "a"), "abc")).toEqual({ text: "abc", seen: "abc", out: [] });
  });

  it("follows what somebody else changed: a link, the way back, the way forward", () => {
    const settled = followed(typed(empty, "a"), "a");
    const back = followed(settled, "");
    expect(back.text).toBe("");
    expect(followed(back, "a").text).toBe("a");
  });

  it("waits for nothing that is there already", () => {
    expect(handedOut(empty, "")).toBe(empty);
  });
});
