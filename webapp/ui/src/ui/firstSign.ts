/** Work that can wait until somebody is there. */
const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel", "dragenter"] as const;
/** Who only reads gets it as well, once everything else has long been done. */
const PATIENCE_MS = 10_000;

/** Whether somebody drags files over the page: only the event itself can tell. */
export const dragsFiles = (event?: Event) =>
  (event as DragEvent | undefined)?.dataTransfer?.types.includes("Files") === true;

/**
 * Run it when nothing else is to do after the first sign of somebody, and tell it whether that was files dragged here;
 * answers how it is called off.
 */
export function atFirstSign(run: (dragged: boolean) => void): () => void {
  const off = () => {
    clearTimeout(timer);
    SIGNS.forEach((sign) => window.removeEventListener(sign, begin, true));
  };
  const begin = (event?: Event) => {
    off();
    const dragged = dragsFiles(event);
    // Safari knows no idle times.
    (globalThis.requestIdleCallback ?? setTimeout)(() => run(dragged));
  };
  const timer = setTimeout(begin, PATIENCE_MS);
  SIGNS.forEach((sign) => window.addEventListener(sign, begin, { capture: true, passive: true }));
  return off;
}
