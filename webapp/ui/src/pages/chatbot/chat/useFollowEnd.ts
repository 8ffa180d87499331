import { centre } from "~/components/reader/centre";
import { useCallback, useRef, useState } from "react";

const NEAR = 64;

/**
 * The view follows what grows only while the reader is at the end.
 *
 * ``first``: the open citation's key when the page was loaded; its mark is what is shown first.
 */
export function useFollowEnd(first: string | undefined) {
  const scroller = useRef<HTMLElement | null>(null);
  const following = useRef(first === undefined);
  const wanted = useRef(first);
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
        const mark =
          wanted.current && element.querySelector(`[data-citation="${CSS.escape(wanted.current)}"]`);
        if (mark instanceof HTMLElement) {
          wanted.current = undefined;
          following.current = false;
          centre(mark);
          onScroll();
          return;
        }
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
