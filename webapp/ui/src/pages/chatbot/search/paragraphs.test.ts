import { describe, expect, it } from "vitest";
import { isMarkdown, paragraphsOf } from "./paragraphs";

describe("a passage to read", () => {
  it("is cut at blank lines, and loses no word", () => {
    const text = "How long it takes\n\nBooks from the county:\nfive days.\n \n\nFrom abroad longer.\n";
    expect(paragraphsOf(text, ["Interlibrary loan", "How long it takes"])).toEqual([
      { at: 0, text: "How long it takes", heading: true },
      { at: 19, text: "Books from the county:\nfive days.", heading: false },
      { at: 56, text: "From abroad longer.", heading: false },
    ]);
  });

  it("has a heading only at its start", () => {
    const [first, second] = paragraphsOf("Some words.\n\nLimits", ["Limits"]);
    expect([first?.heading, second?.heading]).toEqual([false, false]);
    expect(paragraphsOf(" \n\n ", [])).toEqual([]);
  });

  it("is Markdown where the document's name says so", () => {
    expect(["loans.md", "a/B.Markdown"].map(isMarkdown)).toEqual([true, true]);
    expect(["readme.md.pdf", "md", "notes.txt"].map(isMarkdown)).toEqual([false, false, false]);
  });
});
