import { useCallback, useRef, useState } from "react";

const NEAR = 64;

/** The view follows what grows only while the reader is at the end. */
export function useFollowEnd() {
  const scroller = useRef<HTMLElement | null>(null);
  const following = useRef(true);
  const [atEnd, setAtEnd] = useState(true);

  const jump = useCallback(() => {
    following.current = true;
    setAtEnd(true);
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, []);

  const onScroll = useCallback(() => {
    const at = scroller.current;
    if (!at) return;
    following.current = at.scrollHeight - at.scrollTop - at.clientHeight < NEAR;
    setAtEnd(following.current);
  }, []);

  /** For the element that grows. Both it and the scroller may change size. */
  const content = useCallback(
    (element: HTMLElement | null) => {
      scroller.current = element?.parentElement ?? null;
      if (!element || !scroller.current) return undefined;
      const observer = new ResizeObserver(() => {
        if (following.current) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
        else onScroll();
      });
      observer.observe(element);
      observer.observe(scroller.current);
      return () => observer.disconnect();
    },
    [onScroll],
  );

  return { content, onScroll, atEnd, jump };
}
