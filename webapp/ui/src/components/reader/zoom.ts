/** How large a page is shown: 1 is as wide as the reader, on a phone too. */
export const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const;
export const LEAST = ZOOMS[0];
export const MOST = 4;

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

export const within = (zoom: number) => Math.min(Math.max(zoom, LEAST), MOST);

/** The next step up or down from any zoom. */
export function stepped(zoom: number, by: 1 | -1): number {
  if (by === 1) return ZOOMS.find((one) => one > zoom) ?? MOST;
  return ZOOMS.findLast((one) => one < zoom) ?? LEAST;
}

/** Where to scroll so that what lies under a point of the view (in its pixels) stays there at another zoom. */
export const anchored = (scrolled: number, point: number, ratio: number) =>
  (scrolled + point) * ratio - point;
