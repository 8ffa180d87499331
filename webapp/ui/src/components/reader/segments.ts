/** A stored text cut into blocks to read, the quote's parts marked. Offsets here are UTF-16. */
export interface Part {
  text: string;
  marked: boolean;
}

export interface Block {
  /** Where it begins in the whole text: its identity. */
  at: number;
  heading: boolean;
  parts: Part[];
}

export interface Span {
  from: number;
  to: number;
}

const SHORT = 90;
const MARKDOWN = /^#{1,6}\s/;
const UNDERLINE = /^(={3,}|-{3,})$/;
const STRUCTURED = new Set(["text/html", "application/xhtml+xml"]);

/** The part of the text around the quote: at most ``reach`` units either side, cut at blank lines where there are any. */
export function around(text: string, quote: Span, reach: { before: number; after: number }): Span {
  const low = Math.max(0, quote.from - reach.before);
  const high = Math.min(text.length, quote.to + reach.after);
  const after = low === 0 ? 0 : text.indexOf("\n\n", low);
  const before = high === text.length ? high : text.lastIndexOf("\n\n", high);
  return {
    from: low === 0 ? 0 : after >= 0 && after < quote.from ? after + 2 : whole(text, low),
    to: high === text.length ? high : before > quote.to ? before : whole(text, high),
  };
}

/** Never between the halves of a surrogate pair. */
const whole = (text: string, at: number) => (/[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at);

/** The blocks of a window of the text. */
export function blocksOf(text: string, window: Span, quote: Span, mime: string): Block[] {
  const blocks: Block[] = [];
  const gap = /\n{2,}/g;
  gap.lastIndex = window.from;
  let at = window.from;
  while (at < window.to) {
    const found = gap.exec(text);
    const end = Math.min(found ? found.index : text.length, window.to);
    if (end > at) blocks.push(blockOf(text, { from: at, to: end }, quote, mime));
    at = found ? gap.lastIndex : window.to;
  }
  return blocks;
}

function blockOf(text: string, span: Span, quote: Span, mime: string): Block {
  return {
    at: span.from,
    heading: isHeading(text.slice(span.from, span.to), mime),
    parts: partsOf(text, span, quote),
  };
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

/** Formats keep their headings as a line of its own; Markdown and plain text mark them besides. */
function isHeading(block: string, mime: string): boolean {
  const lines = block.trim().split("\n");
  const [first = "", second] = lines;
  if (lines.length === 1 && MARKDOWN.test(first)) return true;
  if (lines.length === 2 && second !== undefined && UNDERLINE.test(second.trim())) return true;
  if (!STRUCTURED.has(mime) && !mime.includes("officedocument.wordprocessing")) return false;
  return lines.length === 1 && first.length <= SHORT && !/[.:;,!?|”"]$|^[-•*\d]|\|/.test(first.trim());
}
