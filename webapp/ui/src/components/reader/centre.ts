/** A ref: when the element appears, the scroller around it (``data-scroller``) shows it in its middle. */
export function centre(element: HTMLElement | null): void {
  const scroller = element?.closest<HTMLElement>("[data-scroller]");
  if (!element || !scroller) return;
  const [own, frame] = [element.getBoundingClientRect(), scroller.getBoundingClientRect()];
  const middle = own.top - frame.top - (frame.height - Math.min(own.height, frame.height)) / 2;
  scroller.scrollTo({ top: scroller.scrollTop + middle, left: scroller.scrollLeft });
}
