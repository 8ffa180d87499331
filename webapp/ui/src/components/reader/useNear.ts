import { useEffect, useRef } from "react";

/** So near is nearly there, in pixels. */
const AHEAD = "500px";

/** A ref: when the element comes near to what is seen of its scroller, after one has scrolled there. */
export function useNear(onNear: () => void) {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(onNear);
  useEffect(() => {
    latest.current = onNear;
  });
  // Where it stands on the screen is the browser's to know.
  useEffect(() => {
    const watched = element.current;
    const root = watched?.closest("[data-scroller]");
    if (!watched || !root || !("IntersectionObserver" in globalThis)) return undefined;
    let scrolled = false;
    let near = false;
    const look = () => {
      if (scrolled && near) latest.current();
    };
    const onScroll = () => {
      scrolled = true;
      look();
    };
    // Its scrollbar is the scroller itself.
    const onGrip = ({ target }: Event) => {
      if (target === root) onScroll();
    };
    const seen = new IntersectionObserver(
      (entries) => {
        near = entries.at(-1)?.isIntersecting ?? false;
        look();
      },
      { root, rootMargin: `${AHEAD} 0px` },
    );
    seen.observe(watched);
    root.addEventListener("wheel", onScroll, { passive: true });
    root.addEventListener("touchmove", onScroll, { passive: true });
    root.addEventListener("keydown", onScroll);
    root.addEventListener("pointerdown", onGrip);
    return () => {
      seen.disconnect();
      root.removeEventListener("wheel", onScroll);
      root.removeEventListener("touchmove", onScroll);
      root.removeEventListener("keydown", onScroll);
      root.removeEventListener("pointerdown", onGrip);
    };
  }, []);
  return element;
}
