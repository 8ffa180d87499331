const WIDTHS = [960, 1280, 1600, 2000];

/** The picture's width: sharp on this screen, one of a few so that it is rendered once. */
export function pictureWidth(cssPixels: number): number {
  const wanted = cssPixels * (globalThis.devicePixelRatio || 1);
  return WIDTHS.find((width) => width >= wanted) ?? 2000;
}
