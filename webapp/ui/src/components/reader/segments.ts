/** A stored text cut into blocks to read, the quote's parts marked. Offsets here are UTF-16. */
export interface Part {
  text: string;
  marked: boolean;
}

export interface Block {
  /** Where it begins in the whole text: its identity. */
  at: number;
  /** A heading's level, 1 is the outermost; null for what is none. */
  level: number | null;
  parts: Part[];
}

export interface Span {
  from: number;
  to: number;
}

export interface HeadingSpan extends Span {
  level: number;
}

/** How far an end of the window may be moved inwards, to a blank line. */
const NEAR = 2_000;

/** The window with these ends, cut at blank lines where there are any near; never inside the quote. */
export function windowOf(text: string, quote: Span, ends: Span): Span {
  const low = Math.max(0, ends.from);
  const high = Math.min(text.length, ends.to);
  const after = low === 0 ? -1 : text.indexOf("\n\n", low);
  const before = high === text.length ? -1 : text.lastIndexOf("\n\n", high);
  const cuts = (at: number) => quote.from < at && at < quote.to;
  const from = after >= 0 && after - low < NEAR && !cuts(after + 2) ? after + 2 : whole(text, low);
  const to = before > from && high - before < NEAR && !cuts(before) ? before : whole(text, high);
  const holds = low <= quote.from && quote.to <= high;
  return holds ? { from: Math.min(from, quote.from), to: Math.max(to, quote.to) } : { from, to };
}

/** Never between the halves of a surrogate pair. */
const whole = (text: string, at: number) => (/[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at);

const GAP = /\n{2,}/g;

/** The blocks of a window of the text: paragraphs, and each heading by itself. */
export function blocksOf(text: string, window: Span, quote: Span, headings: readonly HeadingSpan[]): Block[] {
  const inside = headings.filter(({ from, to }) => from < window.to && to > window.from);
  return [...pieces(text, window, inside)].map(({ from, to, level }) => ({
    at: from,
    level,
    parts: partsOf(text, { from, to }, quote),
  }));
}

interface Piece extends Span {
  level: number | null;
}

function* pieces(text: string, window: Span, headings: HeadingSpan[]): Generator<Piece> {
  let at = window.from;
  for (const heading of headings) {
    if (heading.from < at) continue;
    yield* paragraphs(text, { from: at, to: heading.from });
    yield { ...heading, to: Math.min(heading.to, window.to) };
    at = heading.to;
  }
  yield* paragraphs(text, { from: at, to: window.to });
}

function* paragraphs(text: string, { from, to }: Span): Generator<Piece> {
  GAP.lastIndex = from;
  let at = from;
  while (at < to) {
    const found = GAP.exec(text);
    const end = Math.min(found ? found.index : to, to);
    // Between a heading and what follows stands a line break that shows nothing.
    if (text.slice(at, end).trim()) yield { ...inner(text, { from: at, to: end }), level: null };
    at = found ? GAP.lastIndex : to;
    GAP.lastIndex = at;
  }
}

/** Without the line breaks at its ends. */
function inner(text: string, { from, to }: Span): Span {
  let [first, last] = [from, to];
  while (first < last && text[first] === "\n") first++;
  while (last > first && text[last - 1] === "\n") last--;
  return { from: first, to: last };
}

function partsOf(text: string, { from, to }: Span, quote: Span): Part[] {
  const first = Math.min(Math.max(quote.from, from), to);
  const last = Math.min(Math.max(quote.to, first), to);
  return [
    { text: text.slice(from, first), marked: false },
    { text: text.slice(first, last), marked: true },
    { text: text.slice(last, to), marked: false },
  ].filter((part) => part.text !== "");
}
