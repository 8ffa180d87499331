/**
 * The marks within a paragraph of Markdown: which of its letters are shown, and how. It only looks: nothing becomes a
 * link, a picture or an element of somebody else's. What is not closed is shown as it stands. Linear in the text.
 */
import type { Span } from "./segments";

export type Style = "strong" | "em" | "code" | "strike";

export interface Run extends Span {
  styles: readonly Style[];
}

interface Mark extends Span {
  sign: string;
  opens: boolean;
  closes: boolean;
}

interface Ranged extends Span {
  style: Style;
}

/** Names and addresses of links have a limit: a text of brackets alone costs no more than its length. */
const TOKEN =
  /\\[!-/:-@[-`{-~]|`+|\*\*|__|~~|[*_]|!?\[([^\][\n]{0,300})\]\([^()\s]{0,500}(?:[ \t]{1,3}"[^"\n]{0,200}")?\)/g;
const STYLES: Record<string, Style> = { "**": "strong", __: "strong", "~~": "strike", "*": "em", _: "em" };

const isSpace = (sign: string | undefined) => sign === undefined || /\s/.test(sign);
const isLetter = (sign: string | undefined) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);

/** The runs of a text that are shown, in order. */
export function runsOf(text: string): Run[] {
  const fences = fencesOf(text);
  const [marks, hidden, styled]: [Mark[], Span[], Ranged[]] = [[], [], []];
  let address: Span | null = null;
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
    const [whole, name] = found;
    const [from, to] = [found.index, found.index + whole.length];
    if (address && from >= address.from) {
      TOKEN.lastIndex = Math.max(address.to, from);
      address = null;
    } else if (whole.startsWith("\\")) {
      hidden.push({ from, to: from + 1 });
    } else if (whole.startsWith("`")) {
      const close = fences(whole.length, to);
      if (close === null) continue;
      hidden.push({ from, to }, { from: close, to: close + whole.length });
      styled.push({ from: to, to: close, style: "code" });
      TOKEN.lastIndex = close + whole.length;
    } else if (name !== undefined) {
      // The name may hold marks of its own, the address none.
      const begin = text.indexOf("[", from) + 1;
      address = { from: begin + name.length, to };
      hidden.push({ from, to: begin }, address);
      TOKEN.lastIndex = begin;
    } else marks.push(markAt(text, whole, from));
  }
  for (const [open, close] of pairsOf(marks)) {
    hidden.push({ from: open.from, to: open.to }, { from: close.from, to: close.to });
    styled.push({ from: open.to, to: close.from, style: STYLES[open.sign] ?? "em" });
  }
  return shown(text.length, hidden, styled);
}

/** Where a run of so many backticks comes next: each is looked up once. */
function fencesOf(text: string) {
  const places = new Map<number, number[]>();
  const passed = new Map<number, number>();
  for (const { 0: run, index } of text.matchAll(/`+/g)) {
    const known = places.get(run.length);
    if (known) known.push(index);
    else places.set(run.length, [index]);
  }
  return (length: number, at: number): number | null => {
    const all = places.get(length) ?? [];
    let which = passed.get(length) ?? 0;
    while (which < all.length && (all[which] ?? 0) < at) which++;
    passed.set(length, which);
    return all[which] ?? null;
  };
}

/** Whether a mark may open or close: not before white space or after it; underscores not within words. */
function markAt(text: string, sign: string, from: number): Mark {
  const to = from + sign.length;
  const [before, after] = [text[from - 1], text[to]];
  const within = sign.startsWith("_") && isLetter(before) && isLetter(after);
  return { sign, from, to, opens: !isSpace(after) && !within, closes: !isSpace(before) && !within };
}

/** What opens and what closes it, by a stack: what overlaps stays letters. */
function pairsOf(marks: readonly Mark[]): [Mark, Mark][] {
  const open: Mark[] = [];
  const waiting: Record<string, number> = {};
  const pairs: [Mark, Mark][] = [];
  for (const mark of marks) {
    if (mark.closes && (waiting[mark.sign] ?? 0) > 0) {
      for (let top = open.pop(); top; top = open.pop()) {
        waiting[top.sign] = (waiting[top.sign] ?? 0) - 1;
        if (top.sign !== mark.sign) continue;
        if (top.to < mark.from) pairs.push([top, mark]);
        break;
      }
    } else if (mark.opens) {
      open.push(mark);
      waiting[mark.sign] = (waiting[mark.sign] ?? 0) + 1;
    }
  }
  return pairs;
}

/** What is left of ``length`` letters without the hidden ones, each stretch with its styles. */
function shown(length: number, hidden: readonly Span[], styled: readonly Ranged[]): Run[] {
  const steps: { at: number; by: 1 | -1; style: Style | null }[] = [];
  for (const { from, to } of hidden)
    steps.push({ at: from, by: 1, style: null }, { at: to, by: -1, style: null });
  for (const { from, to, style } of styled) steps.push({ at: from, by: 1, style }, { at: to, by: -1, style });
  steps.sort((one, other) => one.at - other.at);
  const depth = new Map<Style | null, number>();
  const runs: Run[] = [];
  let at = 0;
  const flush = (to: number) => {
    if (to > at && !depth.get(null)) {
      const styles = [...depth].flatMap(([style, deep]) => (style && deep > 0 ? [style] : []));
      runs.push({ from: at, to, styles });
    }
    at = Math.max(at, to);
  };
  for (const step of steps) {
    flush(step.at);
    depth.set(step.style, (depth.get(step.style) ?? 0) + step.by);
  }
  flush(length);
  return runs;
}

const LINE_MARKS = /^[^\S\n]*(?:#{1,6}[^\S\n]+|>[^\S\n]?|[-*+][^\S\n]+(?=\S))/gm;

/** A passage in one line, without the marks of Markdown: what it says, where there is no room for how it stands. */
export function plainWords(text: string): string {
  const bare = text.replace(LINE_MARKS, "");
  const shown = runsOf(bare).map(({ from, to }) => bare.slice(from, to));
  return shown.join("").replace(/\s+/g, " ").trim();
}
