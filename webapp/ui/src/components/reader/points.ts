/** Offsets of a window of a text: code points of the whole, as the service counts, as UTF-16 of the window. */
export type ToIndex = (point: number) => number;

/** For a window that begins at ``start``; what lies outside of it is its nearer end. */
export function indexer(text: string, start: number): ToIndex {
  const wide: number[] = [];
  for (let at = 0, point = 0; at < text.length; at++, point++) {
    if ((text.codePointAt(at) ?? 0) <= 0xffff) continue;
    wide.push(point);
    at++;
  }
  const length = text.length - wide.length;
  return (point) => {
    const own = Math.min(Math.max(point - start, 0), length);
    return own + countBelow(wide, own);
  };
}

/** How many of the ascending numbers are smaller. */
function countBelow(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
