import { useEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { anchored, within } from "./zoom";

interface Fingers {
  apart: number;
  x: number;
  y: number;
}

/** How much a turn of the wheel with Ctrl, which a trackpad's pinch is, enlarges. */
const TURN = 0.01;

function fingersOf(touches: TouchList, frame: DOMRect): Fingers | null {
  const [one, other] = [touches[0], touches[1]];
  if (!one || !other) return null;
  return {
    apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
    x: (one.clientX + other.clientX) / 2 - frame.left,
    y: (one.clientY + other.clientY) / 2 - frame.top,
  };
}

/** A ref for the scroller of a page: two fingers, or the wheel with Ctrl, enlarge what lies under them. */
export function usePinch(zoom: number, onZoom: (zoom: number) => void) {
  const scroller = useRef<HTMLDivElement>(null);
  const latest = useRef({ zoom, onZoom });
  useEffect(() => {
    latest.current = { zoom, onZoom };
  });
  // React's own listeners cannot keep the browser from enlarging the whole window.
  useEffect(() => {
    const frame = scroller.current;
    if (!frame) return undefined;
    let last: Fingers | null = null;
    const enlarge = (by: number, { x, y }: Pick<Fingers, "x" | "y">) => {
      const before = latest.current.zoom;
      const after = within(before * by);
      if (after === before) return;
      const [left, top] = [frame.scrollLeft, frame.scrollTop];
      flushSync(() => latest.current.onZoom(after));
      latest.current.zoom = after;
      frame.scrollTo(anchored(left, x, after / before), anchored(top, y, after / before));
    };
    const begin = ({ touches }: TouchEvent) => {
      last = fingersOf(touches, frame.getBoundingClientRect());
    };
    const move = (event: TouchEvent) => {
      const now = fingersOf(event.touches, frame.getBoundingClientRect());
      if (now && last && last.apart > 0) {
        event.preventDefault();
        enlarge(now.apart / last.apart, now);
      }
      last = now;
    };
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const { left, top } = frame.getBoundingClientRect();
      enlarge(Math.exp(-event.deltaY * TURN), { x: event.clientX - left, y: event.clientY - top });
    };
    frame.addEventListener("touchstart", begin, { passive: true });
    frame.addEventListener("touchmove", move, { passive: false });
    frame.addEventListener("touchend", begin, { passive: true });
    frame.addEventListener("wheel", turn, { passive: false });
    return () => {
      frame.removeEventListener("touchstart", begin);
      frame.removeEventListener("touchmove", move);
      frame.removeEventListener("touchend", begin);
      frame.removeEventListener("wheel", turn);
    };
  }, []);
  return scroller;
}
