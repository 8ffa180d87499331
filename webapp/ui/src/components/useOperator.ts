import { useSyncExternalStore } from "react";
import { session } from "~/api/session";

/** Whether the visitor runs this installation. The service decides for itself; this only leaves out what it refuses. */
export function useOperator(): boolean {
  const state = useSyncExternalStore(session.subscribe, session.get);
  return state.kind === "in" && state.user.is_operator === true;
}
