/** About the reader's width where it stands beside the conversation, and from which window on it does. */
const BESIDE = { window: 1100, reader: 600 };

/** The reader's width in CSS pixels before it can be measured; 0 where it depends on more than the window. */
export const likelyWidth = () => (globalThis.innerWidth >= BESIDE.window ? BESIDE.reader : 0);

const WIDTHS = [960, 1280, 1600, 2000, 2400];

/** The picture's width: sharp on this screen, one of a few so that it is rendered once. */
export function pictureWidth(cssPixels: number): number {
  const wanted = cssPixels * (globalThis.devicePixelRatio || 1);
  return WIDTHS.find((width) => width >= wanted) ?? 2400;
}
