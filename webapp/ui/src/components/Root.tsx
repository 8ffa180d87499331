import { Outlet, useRouter, useRouterState } from "@tanstack/react-router";
import { useEffect, useSyncExternalStore } from "react";
import { session } from "~/api/session";
import { isOutside } from "~/addresses";

/** Around every page: a session that ends leads to the login and back to where one was. */
export function Root() {
  const router = useRouter();
  const state = useSyncExternalStore(session.subscribe, session.get);
  const at = useRouterState({ select: (current) => current.location });
  // Navigation on a change from outside React: the session may end by a timer or in another tab.
  useEffect(() => {
    if (state.kind !== "out" || isOutside(at.pathname)) return;
    const search = state.expired ? { target: at.href, expired: true as const } : { target: at.href };
    void router.navigate({ to: "/login", search });
  }, [state, at, router]);
  return <Outlet />;
}
