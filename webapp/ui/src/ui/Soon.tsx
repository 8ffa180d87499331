import { startTransition, useEffect, useState, type ReactNode } from "react";

/** Whether a first page has been drawn: from then on what was pressed is answered before what it opens is drawn. */
let drawn = false;

/** Large content that is drawn in slices after the press that opened it has been answered; at once on the first page. */
export function Soon({ children }: { children: ReactNode }) {
  const [ready, setReady] = useState(!drawn);
  // An effect, because only the browser knows when the answer to the press has been painted.
  useEffect(() => {
    drawn = true;
    const frame = requestAnimationFrame(() => startTransition(() => setReady(true)));
    return () => cancelAnimationFrame(frame);
  }, []);
  return ready ? children : null;
}
