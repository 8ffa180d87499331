import { describe, expect, it } from "vitest";
import { answerSchema, piecesOf, rehypeMarks } from "./marks";

describe("marks in an answer", () => {
  it("are found where they stand, also side by side", () => {
    expect(piecesOf("Four weeks [1][12]. Or [3]")).toEqual([
      { text: "Four weeks ", n: null },
      { text: "[1]", n: 1 },
      { text: "[12]", n: 12 },
      { text: ". Or ", n: null },
      { text: "[3]", n: 3 },
    ]);
  });

  it.each(["[]", "[a]", "[1", "1]", "[1234]", "[ 1 ]", "[1, 2]", "[^1]", ""])("%j is none", (text) => {
    expect(piecesOf(text).every(({ n }) => n === null)).toBe(true);
  });

  it("lose no text", () => {
    const text = "a [1] b [2][3] [x] c[";
    expect(
      piecesOf(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });

  it("become elements in prose and stay text in code", () => {
    const text = (value: string) => ({ type: "text", value });
    const tree = {
      type: "root",
      children: [
        { type: "element", tagName: "p", children: [text("So [2].")] },
        { type: "element", tagName: "code", children: [text("a[2]")] },
      ],
    };
    rehypeMarks()(tree);
    expect(JSON.stringify(tree.children[0])).toContain('"dataMark":"2"');
    expect(tree.children[1]?.children).toEqual([text("a[2]")]);
  });

  it("stay on one line with the word before them", () => {
    const tree = { type: "root", children: [{ type: "text", value: "Four whole weeks [1][2]. Or" }] };
    rehypeMarks()(tree);
    expect(tree.children).toMatchObject([
      { value: "Four whole " },
      { tagName: "span", children: [{ value: "weeks\u00a0" }, { tagName: "sup" }, { tagName: "sup" }] },
      { value: ". Or" },
    ]);
  });

  it("are the only thing with an attribute of ours; links and images are not let through", () => {
    for (const name of ["a", "img", "input", "iframe", "script", "style"]) {
      expect(answerSchema.tagNames).not.toContain(name);
    }
    expect(answerSchema.tagNames).toEqual(expect.arrayContaining(["p", "table", "code", "sup", "strong"]));
  });
});
