/** Do what a press leads to once the browser has drawn that it was pressed. */
export const afterPaint = (work: () => void) => void requestAnimationFrame(() => setTimeout(work));
