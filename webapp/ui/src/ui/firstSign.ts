/** Work that can wait until somebody is there. */
const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel", "dragenter"] as const;
/** Who only reads gets it as well, once everything else has long been done. */
const PATIENCE_MS = 10_000;

/** Run it when nothing else is to do after the first sign of somebody; answers how it is called off. */
export function atFirstSign(run: () => void): () => void {
  const off = () => {
    clearTimeout(timer);
    SIGNS.forEach((sign) => window.removeEventListener(sign, begin, true));
  };
  const begin = () => {
    off();
    // Safari knows no idle times.
    (globalThis.requestIdleCallback ?? setTimeout)(run);
  };
  const timer = setTimeout(begin, PATIENCE_MS);
  SIGNS.forEach((sign) => window.addEventListener(sign, begin, { capture: true, passive: true }));
  return off;
}
