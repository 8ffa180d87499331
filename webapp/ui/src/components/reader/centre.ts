import { flushSync } from "react-dom";

/** Make a change of the page, and scroll so that an element that outlives it stays where it is. */
export function stayingPut(element: Element | null | undefined, change: () => void): void {
  const scroller = element?.closest<HTMLElement>("[data-scroller]");
  const before = element?.getBoundingClientRect().top;
  flushSync(change);
  if (!scroller || before === undefined || !element?.isConnected) return;
  scroller.scrollTop += element.getBoundingClientRect().top - before;
}

/** A ref: when the element appears, the scroller around it (``data-scroller``) shows it in its middle, or its start where it is larger. */
export function centre(element: HTMLElement | null): void {
  const scroller = element?.closest<HTMLElement>("[data-scroller]");
  if (!element || !scroller) return;
  const [own, frame] = [element.getBoundingClientRect(), scroller.getBoundingClientRect()];
  const down = own.top - frame.top - Math.max(frame.height - own.height, 0) / 2;
  const right = own.left - frame.left - Math.max(scroller.clientWidth - own.width, 0) / 2;
  scroller.scrollTo({ top: scroller.scrollTop + down, left: scroller.scrollLeft + right });
}
