/** A window of a stored text as it is read: headings, paragraphs, lists and tables, the quote's parts marked. */
import type { StoredText } from "~/api/reader";
import { runsOf, type Style } from "./inline";
import { indexer } from "./points";
import { blocksOf, type Span } from "./segments";

export interface Part {
  text: string;
  marked: boolean;
  styles: readonly Style[];
}

interface Placed {
  /** Its first letter in the whole text, in code points: its identity. */
  at: number;
  /** Whether the quote touches it. */
  quoted: boolean;
}

export interface Prose extends Placed {
  kind: "heading" | "paragraph" | "code" | "note" | "caption" | "quote";
  /** A heading's, 1 is the outermost. */
  level: number;
  parts: Part[];
}

export interface Item extends Placed {
  level: number;
  /** What is printed before it; null for a dot. */
  number: string | null;
  parts: Part[];
}

export interface Row extends Placed {
  header: boolean;
  cells: Part[][];
}

export interface List {
  kind: "list";
  at: number;
  items: Item[];
}

export interface Table {
  kind: "table";
  at: number;
  table: number;
  columns: number;
  rows: Row[];
}

export type Unit = Prose | List | Table;
export interface Quote {
  start: number;
  end: number;
}

type Block = StoredText["blocks"][number];

/** What is shown of a block that is source text itself, without its marks. */
const MARKDOWN: Partial<Record<Block["kind"], readonly [before: RegExp, after: RegExp]>> = {
  heading: [/^\s{0,3}#{1,6}(?:[ \t]+|$)/, /(?:[ \t]+#+|\n[ \t]*(?:=+|-+))[ \t]*$/],
  code: [/^\s*(?:`{3,}|~{3,})[^\n]*\n/, /\n[ \t]*(?:`{3,}|~{3,})[ \t]*$/],
};
const BULLET = /^\s*(?:[-*+•‣◦▪–]|\(?(?:\d{1,9}(?:\.\d{1,3})*|[a-zA-Z]{1,4})[.)])[ \t]+/;
const QUOTED = /^[ \t]*(?:>[ \t]?)+/gm;

interface Reading {
  text: string;
  quote: Span;
  markdown: boolean;
}

/** ``markdown``: the text is the source itself, whose marks are not shown. */
export function unitsOf(window: StoredText, quote: Quote, markdown: boolean): Unit[] {
  const toIndex = indexer(window.text, window.start);
  const reading = {
    text: window.text,
    quote: { from: toIndex(quote.start), to: toIndex(quote.end) },
    markdown,
  };
  if (window.blocks.length === 0) return unmarked(window, reading, toIndex);
  const units: Unit[] = [];
  for (const block of window.blocks) {
    const span = { from: toIndex(block.start), to: toIndex(block.end) };
    if (span.to > span.from) add(units, block, span, { ...reading, toIndex });
  }
  return units;
}

/** Every answer has blocks where it has words; what comes without is read by its blank lines. */
function unmarked(window: StoredText, reading: Reading, toIndex: (point: number) => number): Unit[] {
  const headings = window.headings.map((one) => ({
    ...one,
    from: toIndex(one.start),
    to: toIndex(one.end),
  }));
  const all = { from: 0, to: window.text.length };
  return blocksOf(window.text, all, reading.quote, headings).map(({ at, level, parts }) => ({
    kind: level === null ? "paragraph" : "heading",
    level: level ?? 1,
    at: window.start + at,
    quoted: parts.some(({ marked }) => marked),
    parts: parts.map((part) => ({ ...part, styles: [] })),
  }));
}

type Placing = Reading & { toIndex: (point: number) => number };

function add(units: Unit[], block: Block, span: Span, reading: Placing): void {
  const last = units.at(-1);
  const placed = { at: block.start, quoted: touches(span, reading.quote) };
  if (block.kind === "row") {
    const row = rowOf(block, placed, reading);
    if (last?.kind === "table" && last.table === (block.table ?? 0)) last.rows.push(row);
    else units.push({ kind: "table", at: block.start, table: block.table ?? 0, columns: 0, rows: [row] });
    const table = units.at(-1) as Table;
    table.columns = Math.max(table.columns, row.cells.length);
  } else if (block.kind === "item") {
    const item = { ...itemOf(block, span, reading), ...placed };
    if (last?.kind === "list") last.items.push(item);
    else units.push({ kind: "list", at: block.start, items: [item] });
  } else {
    const shown = reading.markdown ? stripped(block.kind, span, reading.text) : span;
    units.push({
      kind: block.kind,
      ...placed,
      level: block.level ?? 1,
      parts: partsOf(reading, shown, block.kind),
    });
  }
}

function rowOf(block: Block, placed: Placed, reading: Placing): Row {
  const cells = (block.cells ?? []).map(([start = 0, end = 0]) =>
    partsOf(reading, { from: reading.toIndex(start), to: reading.toIndex(end) }, "row"),
  );
  return { ...placed, header: block.header ?? false, cells };
}

function itemOf(block: Block, span: Span, reading: Placing) {
  const mark = BULLET.exec(reading.text.slice(span.from, Math.min(span.to, span.from + 80)))?.[0] ?? "";
  const own = mark.trim();
  const number = block.number ?? (/[\p{L}\p{N}]/u.test(own) ? own : null);
  const shown = { from: span.from + mark.length, to: span.to };
  return { level: block.level ?? 1, number, parts: partsOf(reading, shown, "item") };
}

function stripped(kind: Block["kind"], { from, to }: Span, text: string): Span {
  const marks = MARKDOWN[kind];
  if (!marks) return { from, to };
  const own = text.slice(from, to);
  const [before, after] = [
    marks[0].exec(own)?.[0].length ?? 0,
    marks[1].exec(own.slice(-200))?.[0].length ?? 0,
  ];
  return before + after < own.length ? { from: from + before, to: to - after } : { from, to };
}

const touches = (span: Span, quote: Span) =>
  quote.to > quote.from && span.from < quote.to && span.to > quote.from;

/** The words of a block with what is marked and how they are set. */
function partsOf(reading: Reading, span: Span, kind: Block["kind"]): Part[] {
  const { text, quote } = reading;
  const own = text.slice(span.from, span.to);
  const runs =
    reading.markdown && kind !== "code" ? runsOf(own) : [{ from: 0, to: own.length, styles: [] as Style[] }];
  const visible = kind === "quote" && reading.markdown ? withoutQuoteMarks(own, runs) : runs;
  return visible.flatMap(({ from, to, styles }) =>
    cut({ from: from + span.from, to: to + span.from }, quote).map((piece) => ({
      text: text.slice(piece.from, piece.to),
      marked: piece.marked,
      styles,
    })),
  );
}

type Styled = Span & { styles: readonly Style[] };

/** The signs before each line of a quotation belong to nobody's words. */
function withoutQuoteMarks(own: string, runs: readonly Styled[]): Styled[] {
  const signs = [...own.matchAll(QUOTED)].map(({ 0: sign, index }) => ({
    from: index,
    to: index + sign.length,
  }));
  const shown: Styled[] = [];
  let next = 0;
  for (const run of runs) {
    let at = run.from;
    for (; next < signs.length && (signs[next]?.from ?? 0) < run.to; next++) {
      const sign = signs[next] as Span;
      if (sign.from > at) shown.push({ ...run, from: at, to: sign.from });
      at = Math.max(at, sign.to);
    }
    if (at < run.to) shown.push({ ...run, from: at });
  }
  return shown;
}

function cut({ from, to }: Span, quote: Span): (Span & { marked: boolean })[] {
  const first = Math.min(Math.max(quote.from, from), to);
  const last = Math.min(Math.max(quote.to, first), to);
  return [
    { from, to: first, marked: false },
    { from: first, to: last, marked: true },
    { from: last, to, marked: false },
  ].filter((piece) => piece.to > piece.from);
}
