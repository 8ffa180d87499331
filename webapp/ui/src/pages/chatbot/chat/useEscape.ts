import { useHotkeys } from "@mantine/hooks";

const ABOVE = '[role="dialog"], [role="menu"]';

/** Esc leaves what is open; a dialog or a menu above keeps its own. */
export function useEscape(isOpen: boolean, leave: () => void) {
  const escape = ({ target }: KeyboardEvent) => {
    const above = target instanceof Element && target.closest(ABOVE);
    if (isOpen && !above) leave();
  };
  useHotkeys([["Escape", escape, { preventDefault: false }]], ["INPUT", "SELECT"]);
}
