import { useHotkeys, useMediaQuery } from "@mantine/hooks";
import { useRouterState } from "@tanstack/react-router";
import { useState, type RefObject } from "react";

/** Where the navigation lies over the page instead of beside it: below the breakpoint ``md``. */
const NARROW = "(max-width: 61.99em)";

/**
 * The navigation as a menu over the page, on narrow windows.
 *
 * Open, it hides the page from focus and clicks; closed, it can be reached by neither itself. Going anywhere closes it,
 * Escape closes it and gives the focus back to its ``button``, unless a dialog lies over it (``covered``).
 */
export function useMenu(button: RefObject<HTMLElement | null>, covered: boolean) {
  const [openAt, setOpenAt] = useState<string | null>(null);
  const here = useRouterState({ select: ({ location }) => location.href });
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const open = narrow && openAt === here;
  const close = () => setOpenAt(null);
  const leave = () => {
    if (!open || covered) return;
    close();
    button.current?.focus();
  };
  useHotkeys([["Escape", leave, { preventDefault: false }]]);
  const toggle = () => setOpenAt(open ? null : here);
  return { open, toggle, close, isHidden: narrow && !open };
}
