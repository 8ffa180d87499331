import { describe, expect, it } from "vitest";
import { around, blocksOf } from "./segments";

const TEXT =
  "# Loans\n\nMembers may borrow. A book for four weeks.\n\nReturn it in time.\nOr renew.\n\n## Fees\n\nNone.";
const span = (words: string) => ({ from: TEXT.indexOf(words), to: TEXT.indexOf(words) + words.length });
const all = { from: 0, to: TEXT.length };

describe("the text reader's blocks", () => {
  it("marks exactly the quote, also over a paragraph's end", () => {
    const blocks = blocksOf(TEXT, all, span("A book for four weeks.\n\nReturn it"), "text/markdown");
    const marked = blocks.flatMap(({ parts }) =>
      parts.filter((part) => part.marked).map((part) => part.text),
    );
    expect(marked).toEqual(["A book for four weeks.", "Return it"]);
  });

  it("loses nothing of the text", () => {
    const blocks = blocksOf(TEXT, all, span("weeks"), "text/markdown");
    expect(blocks.map(({ parts }) => parts.map(({ text }) => text).join("")).join("\n\n")).toBe(TEXT);
  });

  it("tells headings by the format's own marks", () => {
    const headings = (text: string, mime: string) =>
      blocksOf(text, { from: 0, to: text.length }, { from: 0, to: 0 }, mime)
        .filter(({ heading }) => heading)
        .map(({ parts }) => parts[0]?.text);
    expect(headings(TEXT, "text/markdown")).toEqual(["# Loans", "## Fees"]);
    expect(headings("Numbers\n-------\n\nFire: 112", "text/plain")).toEqual(["Numbers\n-------"]);
    expect(headings("The building\n\nIt has no steps.", "text/html")).toEqual(["The building"]);
    expect(headings("Short line\n\nother", "text/plain")).toEqual([]);
  });

  it("shows a window around the quote, cut at paragraphs", () => {
    const long = Array.from({ length: 500 }, (_, n) => `Paragraph ${n} has some words.`).join("\n\n");
    const quote = { from: long.indexOf("Paragraph 250"), to: long.indexOf("Paragraph 250") + 13 };
    const window = around(long, quote, { before: 300, after: 300 });
    const shown = long.slice(window.from, window.to);
    expect(shown).toContain("Paragraph 250 has some words.");
    expect(shown.startsWith("Paragraph ")).toBe(true);
    expect(shown.endsWith("words.")).toBe(true);
    expect(shown.length).toBeLessThan(700);
    expect(around(TEXT, span("weeks"), { before: 9_999, after: 9_999 })).toEqual(all);
  });

  it("never cuts a character in two", () => {
    const faces = "😀".repeat(100);
    const window = around(faces, { from: 100, to: 102 }, { before: 5, after: 5 });
    expect(Array.from(faces.slice(window.from, window.to)).every((face) => face === "😀")).toBe(true);
  });
});
