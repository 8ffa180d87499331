/** Rows of tables that an answer quotes: bars and cells alone say little, so they stand under their header. */
import type { Citation } from "~/api/stream";
import { element, plainOf, textOf, words, type Node } from "./hast";

/** A quoted row: what it reads like in the answer, and its mark. */
export interface QuotedRow {
  n: number;
  plain: string;
  columns: string[];
  cells: string[];
}

export const rowsOf = (citations: Citation[]): QuotedRow[] =>
  citations.flatMap(({ n, quote, row }) =>
    row ? [{ n, plain: plainOf(quote), columns: row.columns, cells: row.cells }] : [],
  );

/** The row whose quote a paragraph is, with its mark and nothing else. */
function rowIn(node: Node, rows: QuotedRow[]): QuotedRow | undefined {
  const text = textOf(node);
  return rows.find(
    ({ n, plain }) => text.includes(`[${n}]`) && plainOf(text.replace(`[${n}]`, "")) === plain,
  );
}

/** How the service lists a row: each cell behind the name of its column. */
const described = ({ columns, cells }: QuotedRow) =>
  plainOf(cells.map((cell, at) => (cell ? `${columns[at]} ${cell}` : "")).join(" "));

/** The rows of a list whose every item is one, all of one table; undefined for any other list. */
function rowsIn(list: Node, rows: QuotedRow[]): QuotedRow[] | undefined {
  const items = (list.children ?? []).filter(({ tagName }) => tagName === "li");
  const found = items.flatMap((item) => {
    const said = textOf(item);
    const row = rows.find(
      (one) => said.includes(`[${one.n}]`) && plainOf(said.replace(`[${one.n}]`, "")) === described(one),
    );
    return row ? [row] : [];
  });
  const alike = found.every(({ columns }) => columns.join("\n") === found[0]?.columns.join("\n"));
  return found.length > 0 && found.length === items.length && alike ? found : undefined;
}

function tableOf(rows: QuotedRow[]): Node {
  const [first] = rows;
  const head = element(
    "tr",
    (first?.columns ?? []).map((column) => element("th", [words(column)])),
  );
  const body = rows.map(({ n, cells }) =>
    element(
      "tr",
      cells.map((cell, at) => element("td", [words(at === cells.length - 1 ? `${cell} [${n}]` : cell)])),
    ),
  );
  return element("table", [element("thead", [head]), element("tbody", body)]);
}

/** rehype plugin: a paragraph that is a quoted row, and a list of such, becomes a small table. */
export function rehypeRows({ rows }: { rows: QuotedRow[] }) {
  return (tree: Node) => {
    if (rows.length === 0 || !tree.children) return;
    tree.children = tree.children.map((child) => {
      const row = child.tagName === "p" ? rowIn(child, rows) : undefined;
      const shown = child.tagName === "ul" ? rowsIn(child, rows) : row && [row];
      return shown ? tableOf(shown) : child;
    });
  };
}
