/**
 * Code points and UTF-16.
 *
 * The service counts Unicode code points; a JavaScript string counts UTF-16 units, two for what lies beyond U+FFFF.
 */
const SURROGATE = /[\uD800-\uDBFF][\uDC00-\uDFFF]/;

/** The UTF-16 index of a code point's index; past the end: the length. */
export function toUtf16(text: string, codePoint: number): number {
  let at = 0;
  for (let seen = 0; seen < codePoint && at < text.length; seen++) {
    at += width(text, at);
  }
  return at;
}

/** A span of code points as a span of UTF-16 units, within the text, never backwards. */
export function spanInUtf16(text: string, start: number, end: number): [number, number] {
  const first = Math.max(0, start);
  const length = Math.max(0, end - first);
  if (!SURROGATE.test(text)) {
    return [Math.min(first, text.length), Math.min(first + length, text.length)];
  }
  const from = toUtf16(text, first);
  return [from, from + toUtf16(text.slice(from, from + 2 * length), length)];
}

/** Many spans, in the order of their starts, in one walk through the text. */
export function spansInUtf16<T extends { start: number; end: number }>(
  text: string,
  spans: readonly T[],
): (T & { from: number; to: number })[] {
  const simple = !SURROGATE.test(text);
  let [point, at] = [0, 0];
  return spans.map((span) => {
    const length = Math.max(0, span.end - span.start);
    if (simple) return { ...span, from: span.start, to: span.start + length };
    for (; point < span.start && at < text.length; point++) at += width(text, at);
    return { ...span, from: at, to: at + toUtf16(text.slice(at, at + 2 * length), length) };
  });
}

const width = (text: string, at: number) => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/** How many code points a text has. */
export function codePoints(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at++) {
    if ((text.codePointAt(at) ?? 0) > 0xffff) {
      count--;
      at++;
    }
  }
  return count;
}
