import { startTransition, useEffect, useState, type ReactNode } from "react";
import { atFirstSign } from "./firstSign";

interface Props {
  children: ReactNode;
}

/** Whether a first page has been drawn: from then on what was pressed is answered before what it opens is drawn. */
let drawn = false;

/** Large content that is drawn in slices after the press that opened it has been answered; at once on the first page. */
export function Soon({ children }: Props) {
  const [atOnce] = useState(!drawn);
  useEffect(() => void (drawn = true), []);
  return atOnce ? children : <Afterwards>{children}</Afterwards>;
}

/** What a picture can be read without, drawn in slices after it. Its room is kept by what stands around it. */
export function Afterwards({ children }: Props) {
  const [ready, setReady] = useState(false);
  // An effect, because only the browser knows when the picture has been painted.
  useEffect(() => {
    const frame = requestAnimationFrame(() => startTransition(() => setReady(true)));
    return () => cancelAnimationFrame(frame);
  }, []);
  return ready ? children : null;
}

/** What only somebody who is there can want; it is told whether they came with files that they drag. */
export function Expected({ children }: { children: (dragged: boolean) => ReactNode }) {
  const [sign, setSign] = useState<{ dragged: boolean } | null>(null);
  // An effect, because only the browser knows of somebody.
  useEffect(() => atFirstSign((dragged) => setSign({ dragged })), []);
  return sign ? children(sign.dragged) : null;
}
