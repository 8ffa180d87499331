import { describe, expect, it } from "vitest";
import { blocksOf, windowOf } from "./segments";

const TEXT =
  "# Loans\n\nMembers may borrow. A book for four weeks.\n\nReturn it in time.\nOr renew.\n\n## Fees\nNone.";
const span = (words: string) => ({ from: TEXT.indexOf(words), to: TEXT.indexOf(words) + words.length });
const all = { from: 0, to: TEXT.length };
const HEADINGS = [
  { ...span("# Loans"), level: 1 },
  { ...span("## Fees"), level: 2 },
];

describe("the text reader's blocks", () => {
  it("marks exactly the quote, also over a paragraph's end", () => {
    const blocks = blocksOf(TEXT, all, span("A book for four weeks.\n\nReturn it"), HEADINGS);
    const marked = blocks.flatMap(({ parts }) =>
      parts.filter((part) => part.marked).map((part) => part.text),
    );
    expect(marked).toEqual(["A book for four weeks.", "Return it"]);
  });

  it("loses nothing of the text but the breaks between blocks", () => {
    const blocks = blocksOf(TEXT, all, span("weeks"), HEADINGS);
    const shown = blocks.map(({ parts }) => parts.map(({ text }) => text).join("")).join("");
    expect(shown).toBe(TEXT.replaceAll("\n\n", "").replace("Fees\n", "Fees"));
  });

  it("shows the headings that the service names, each by itself, and no others", () => {
    const headings = blocksOf(TEXT, all, { from: 0, to: 0 }, HEADINGS)
      .filter(({ level }) => level !== null)
      .map(({ parts, level }) => [level, parts[0]?.text]);
    expect(headings).toEqual([
      [1, "# Loans"],
      [2, "## Fees"],
    ]);
    expect(blocksOf(TEXT, all, span("weeks"), []).every(({ level }) => level === null)).toBe(true);
  });

  it("shows a window around the quote, cut at paragraphs", () => {
    const long = Array.from({ length: 500 }, (_, n) => `Paragraph ${n} has some words.`).join("\n\n");
    const quote = { from: long.indexOf("Paragraph 250"), to: long.indexOf("Paragraph 250") + 13 };
    const window = windowOf(long, quote, { from: quote.from - 300, to: quote.to + 300 });
    const shown = long.slice(window.from, window.to);
    expect(shown).toContain("Paragraph 250 has some words.");
    expect(shown.startsWith("Paragraph ")).toBe(true);
    expect(shown.endsWith("words.")).toBe(true);
    expect(shown.length).toBeLessThan(700);
    expect(windowOf(TEXT, span("weeks"), { from: -9, to: 9_999 })).toEqual(all);
  });

  it("shows a window beside the quote too", () => {
    const long = Array.from({ length: 500 }, (_, n) => `Paragraph ${n} has some words.`).join("\n\n");
    const window = windowOf(long, { from: 0, to: 9 }, { from: 5_000, to: 6_000 });
    expect(window.from).toBeGreaterThanOrEqual(5_000);
    expect(window.to).toBeLessThanOrEqual(6_000);
    expect(long.slice(window.from, window.to)).toMatch(/^Paragraph .*words\.$/s);
  });

  it("never cuts the quote at a blank line within it", () => {
    const text = `${"x".repeat(100)}\n\nquote begins\n\nand ends${"y".repeat(100)}`;
    const quote = { from: text.indexOf("quote"), to: text.indexOf("ends") + 4 };
    const window = windowOf(text, quote, { from: quote.from - 1, to: quote.to + 1 });
    expect(window.from).toBeLessThanOrEqual(quote.from);
    expect(window.to).toBeGreaterThanOrEqual(quote.to);
  });

  it("never cuts a character in two", () => {
    const faces = "😀".repeat(100);
    const window = windowOf(faces, { from: 100, to: 102 }, { from: 95, to: 107 });
    expect(Array.from(faces.slice(window.from, window.to)).every((face) => face === "😀")).toBe(true);
  });
});
