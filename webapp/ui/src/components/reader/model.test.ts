import { expect, test } from "vitest";
import type { StoredText } from "~/api/reader";
import { aText } from "~/testing/fixtures";
import { unitsOf, type List, type Prose, type Table } from "./model";

type Block = StoredText["blocks"][number];

const points = (text: string) => [...text];
/** The block of these words, by their place in code points. */
function block(text: string, words: string, fields: Partial<Block> = {}): Block {
  const start = points(text.slice(0, text.indexOf(words))).length;
  return { kind: "paragraph", start, end: start + points(words).length, ...fields };
}
function row(text: string, line: string, cells: string[], fields: Partial<Block> = {}): Block {
  const whole = block(text, line, { kind: "row", table: 0, ...fields });
  let from = text.indexOf(line);
  const spans = cells.map((cell) => {
    from = text.indexOf(cell, from);
    const start = points(text.slice(0, from)).length;
    return [start, start + points(cell).length];
  });
  return { ...whole, cells: spans };
}
const quoteOf = (text: string, words: string) => {
  const { start, end } = block(text, words);
  return { start, end };
};
const marked = (parts: readonly { text: string; marked: boolean }[]) =>
  parts.map((part) => (part.marked ? `[${part.text}]` : part.text)).join("");

const MD =
  "## Fees 𝒜 ##\n\nOne **euro** a day.\n\n1. first\n   - deep\n\n> said `so`\n> twice\n\n```js\nlet a;\n```\n";

test("Markdown is read without its marks; the quote is marked where it stands, also over the end of a block", () => {
  const blocks = [
    block(MD, "## Fees 𝒜 ##", { kind: "heading", level: 2 }),
    block(MD, "One **euro** a day."),
    block(MD, "1. first", { kind: "item", level: 1, number: "1." }),
    block(MD, "   - deep", { kind: "item", level: 2 }),
    block(MD, "> said `so`\n> twice", { kind: "quote" }),
    block(MD, "```js\nlet a;\n```", { kind: "code" }),
  ];
  const units = unitsOf(aText(MD, { blocks }), quoteOf(MD, "euro** a day.\n\n1. fi"), true);
  expect(units.map(({ kind }) => kind)).toEqual(["heading", "paragraph", "list", "quote", "code"]);
  const [heading, paragraph, list, quote, code] = units as [Prose, Prose, List, Prose, Prose];
  expect([heading.level, marked(heading.parts)]).toEqual([2, "Fees 𝒜"]);
  expect(marked(paragraph.parts)).toBe("One [euro][ a day.]");
  expect(paragraph.parts.map(({ styles }) => styles.join())).toEqual(["", "strong", ""]);
  expect(list.items.map(({ number, level, parts }) => [number, level, marked(parts)])).toEqual([
    ["1.", 1, "[fi]rst"],
    [null, 2, "deep"],
  ]);
  expect(marked(quote.parts)).toBe("said so\ntwice");
  expect(marked(code.parts)).toBe("let a;");
});

const CSV = "city: Ünã 𝒜 | people: 7\n\ncity: Big | people: | note: x";

test("a table has its columns, empty ones too; the quote is marked within its cells alone", () => {
  const first = row(CSV, "city: Ünã 𝒜 | people: 7", ["Ünã 𝒜", "7"], { header: true });
  const second = row(CSV, "city: Big | people: | note: x", ["Big", "x"]);
  const [big = [0, 0], x = [0, 0]] = second.cells ?? [];
  second.cells = [big, [big[1] ?? 0, big[1] ?? 0], x];
  const quote = quoteOf(CSV, "ã 𝒜 | people: 7\n\ncity: B");
  const [table] = unitsOf(aText(CSV, { blocks: [first, second] }), quote, false) as [Table];
  expect(table.columns).toBe(3);
  expect(table.rows.map(({ header, cells }) => [header, ...cells.map(marked)])).toEqual([
    [true, "Ün[ã 𝒜]", "[7]"],
    [false, "[B]ig", "", "x"],
  ]);
});

test("a quote of what a row says beside its cells still touches the row", () => {
  const blocks = [row(CSV, "city: Ünã 𝒜 | people: 7", ["Ünã 𝒜", "7"])];
  const [table] = unitsOf(aText(CSV, { blocks }), quoteOf(CSV, "people:"), false) as [Table];
  expect(table.rows[0]?.quoted).toBe(true);
  expect(table.rows[0]?.cells.flat().some((part) => part.marked)).toBe(false);
});

test("in a window offsets are still those of the whole", () => {
  const whole = `𝒜${"x".repeat(50)}\n\nSome words here.`;
  const at = points(whole).length - 16;
  const window = aText(points(whole).slice(at).join(""), {
    start: at,
    length: points(whole).length,
    blocks: [block(whole, "Some words here.")],
  });
  const [paragraph] = unitsOf(window, quoteOf(whole, "words"), false) as [Prose];
  expect([paragraph.at, marked(paragraph.parts)]).toEqual([at, "Some [words] here."]);
});

test("text that is no Markdown keeps its signs, and nobody's markup is anything but letters", () => {
  const text = "# no **heading** <b>here</b>";
  const [paragraph] = unitsOf(aText(text, { blocks: [block(text, text)] }), { start: 0, end: 0 }, false) as [
    Prose,
  ];
  expect(marked(paragraph.parts)).toBe(text);
});
