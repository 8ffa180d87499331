/** How large a page is shown: 1 is as wide as the reader. */
export const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const;
export const LEAST = ZOOMS[0];
export const MOST = 3;

/** Below this width, a phone's, a whole page is too small to be read. */
export const NARROW = 460;
/** More would leave nothing to be seen around a short quote. */
const FIRST_MOST = 2;
const AIR = 0.94;

interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** The rectangle around all boxes, in the same fractions; null without any. */
export function around(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.w));
  const bottom = Math.max(...boxes.map((box) => box.y + box.h));
  return { x, y, w: right - x, h: bottom - y };
}

/** Where a page begins: fitted, or on a narrow screen so large that the quote is as wide as the reader. */
export function firstZoom(boxes: readonly Box[], width: number): number {
  const quote = around(boxes);
  if (!quote || width >= NARROW) return 1;
  return Math.min(Math.max(AIR / quote.w, 1), FIRST_MOST);
}

/** The next step up or down from any zoom. */
export function stepped(zoom: number, by: 1 | -1): number {
  if (by === 1) return ZOOMS.find((one) => one > zoom) ?? MOST;
  return ZOOMS.findLast((one) => one < zoom) ?? LEAST;
}
