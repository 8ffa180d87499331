import { useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";
import type { Citation } from "~/api/stream";
import { plainWords } from "~/components/reader/inline";
import { placeOf } from "~/components/reader/reference";
import { t } from "~/texts";
import classes from "./chat.module.css";

/** The mark that is pointed at or has the focus. */
export interface Pointed {
  citation: Citation;
  mark: HTMLElement;
}

const GAP = 8;
const MARGIN = 10;

/** The passage of a mark, beside it: read without leaving the answer. Gone with the pointer, the focus, Esc, a scroll. */
export function Preview({ citation, mark, onGone }: Pointed & { onGone: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  // Where there is room is known only once it is drawn.
  useLayoutEffect(() => {
    if (!box.current) return;
    const { style, offsetWidth, offsetHeight } = box.current;
    const at = mark.getBoundingClientRect();
    const below = at.bottom + GAP;
    const room = below + offsetHeight + MARGIN <= window.innerHeight;
    style.top = `${room ? below : Math.max(MARGIN, at.top - GAP - offsetHeight)}px`;
    style.left = `${Math.max(MARGIN, Math.min(at.left - 24, window.innerWidth - offsetWidth - MARGIN))}px`;
  }, [mark, citation]);
  // Scrolling and keys are the window's; heard of from the moment that it is to be seen.
  useLayoutEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => (key === "Escape" ? onGone() : undefined);
    window.addEventListener("scroll", onGone, true);
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("scroll", onGone, true);
      window.removeEventListener("keydown", onKey);
    };
  }, [onGone]);
  const { title, quote, row } = citation;
  const place = placeOf(citation);
  return createPortal(
    <div ref={box} role="tooltip" className={classes.preview}>
      <strong>{place === null ? title : `${title} · ${place}`}</strong>
      <p>{row ? row.cells.filter(Boolean).join(" · ") : t.chat.quoted(plainWords(quote))}</p>
    </div>,
    document.body,
  );
}
