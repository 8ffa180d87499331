import { describe, expect, it } from "vitest";
import { markdownOf } from "./exportMarkdown";

const citation = (n: number, over: object = {}) => ({
  n,
  document_id: "d",
  source_id: "s",
  version: "v",
  title: "Rules",
  uri: "rules.pdf",
  page: 14 as number | null,
  place: null,
  row: null,
  start: 0,
  end: 3,
  quote: "Four\nweeks.",
  ...over,
});

describe("an answer as Markdown", () => {
  it("keeps the answer's own Markdown and lists its references by number", () => {
    const text = markdownOf({
      content: "**Four** weeks [2], says [1].\n",
      citations: [citation(2), citation(1, { title: "Notes", uri: "Notes", page: null })],
    });
    expect(text).toBe(
      "**Four** weeks [2], says [1].\n\n**References**\n\n" +
        "- [1] Notes: “Four weeks.”\n- [2] Rules, page 14 (rules.pdf): “Four weeks.”\n",
    );
  });

  it("does not let a title or a quote speak Markdown", () => {
    const text = markdownOf({
      content: "x",
      citations: [citation(1, { title: "a*b* [c](d)", quote: "<img>" })],
    });
    expect(text).toContain("a\\*b\\* \\[c\\](d)");
    expect(text).toContain("\\<img\\>");
  });

  it("says nothing of references where there are none", () => {
    expect(markdownOf({ content: " Nothing found. ", citations: [] })).toBe("Nothing found.\n");
  });
});
