import { useEffect, useRef, useState } from "react";

/** What had the focus; for an item of a menu the button that opened the menu, which outlives it. */
function opener(): HTMLElement | null {
  const active = document.activeElement;
  const menu = active?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  const found = menu ? document.getElementById(menu) : active;
  return found instanceof HTMLElement && found !== document.body ? found : null;
}

const AFTER_CLOSING_MS = 20;

/**
 * For a dialog that is mounted when it opens: gives the focus back to what had it when it goes.
 *
 * ``home`` is a selector of what the dialog belongs to, for one that is opened by its address.
 */
export function useReturnFocus(home?: string): void {
  const [before] = useState(opener);
  const open = useRef(false);
  // An effect, because the focus is the browser's state and only unmounting tells that the dialog is gone.
  useEffect(() => {
    open.current = true;
    const page = document;
    return () => {
      open.current = false;
      setTimeout(() => {
        const lost = page.activeElement === null || page.activeElement === page.body;
        if (open.current || !lost) return;
        const found = home ? page.querySelector<HTMLElement>(home) : null;
        const back = found ?? (before?.isConnected ? before : page.getElementById("content"));
        back?.focus({ preventScroll: true });
      }, AFTER_CLOSING_MS);
    };
  }, [before, home]);
}
