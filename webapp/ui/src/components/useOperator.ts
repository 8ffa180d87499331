import { useSyncExternalStore } from "react";
import { session } from "~/api/session";

/** Whether the visitor runs this installation. The service decides for itself; this only leaves out what it refuses. */
export function useOperator(): boolean {
  const state = useSyncExternalStore(session.subscribe, session.get);
  return state.kind === "in" && state.user.is_operator === true;
}

/** Whether anybody is logged in: in the moment of leaving, what follows the session asks nothing any more. */
export function useInside(): boolean {
  return useSyncExternalStore(session.subscribe, session.get).kind === "in";
}
