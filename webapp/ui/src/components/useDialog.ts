import { useEffect } from "react";
import { useReturnFocus } from "~/ui/useReturnFocus";
import { hush } from "./toast";

/** For a dialog that is mounted when it opens: the focus goes back at its end, and nothing of before lies over it. */
export function useDialog(home?: string): void {
  useReturnFocus(home);
  // An effect, because messages are no part of the page: what was done is known to who goes on to the next thing.
  useEffect(hush, []);
}
