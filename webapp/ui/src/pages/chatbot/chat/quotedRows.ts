/** Rows of tables that an answer quotes: bars and cells alone say little, so they stand under their header. */
import type { Citation } from "~/api/stream";

/** A quoted row: what it reads like in the answer, and its mark. */
export interface QuotedRow {
  n: number;
  plain: string;
  columns: string[];
  cells: string[];
}

/** The tree's nodes as far as they matter here (hast). */
interface Node {
  type: string;
  value?: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
}

/** Letters and digits: what a row and its quote in an answer have in common. */
const plainOf = (words: string) => words.replace(/[^\p{L}\p{N}]+/gu, " ").trim();

export const rowsOf = (citations: Citation[]): QuotedRow[] =>
  citations.flatMap(({ n, quote, row }) =>
    row ? [{ n, plain: plainOf(quote), columns: row.columns, cells: row.cells }] : [],
  );

const textOf = (node: Node): string => node.value ?? (node.children ?? []).map(textOf).join("");
const element = (tagName: string, children: Node[]): Node => ({
  type: "element",
  tagName,
  properties: {},
  children,
});
const words = (value: string): Node => ({ type: "text", value });

/** The row whose quote a paragraph is, with its mark and nothing else. */
function rowIn(node: Node, rows: QuotedRow[]): QuotedRow | undefined {
  const text = textOf(node);
  return rows.find(
    ({ n, plain }) => text.includes(`[${n}]`) && plainOf(text.replace(`[${n}]`, "")) === plain,
  );
}

function tableOf({ n, columns, cells }: QuotedRow): Node {
  const head = element(
    "tr",
    columns.map((column) => element("th", [words(column)])),
  );
  const row = element(
    "tr",
    cells.map((cell, at) => element("td", [words(at === cells.length - 1 ? `${cell} [${n}]` : cell)])),
  );
  return element("table", [element("thead", [head]), element("tbody", [row])]);
}

/** rehype plugin: a paragraph that is a quoted row becomes a small table. */
export function rehypeRows({ rows }: { rows: QuotedRow[] }) {
  return (tree: Node) => {
    if (rows.length === 0 || !tree.children) return;
    tree.children = tree.children.map((child) => {
      const row = child.tagName === "p" ? rowIn(child, rows) : undefined;
      return row ? tableOf(row) : child;
    });
  };
}
