/** The interface itself, around a router. */
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { queryClient } from "./api/q";
import { session, type SessionState } from "./api/session";
import type { Router } from "./router";
import { t } from "./texts";
import { themeFor } from "./ui/theme";
import { Toasts } from "./ui/Toasts";

const theme = themeFor({ close: t.shell.close });

interface Props {
  router: Router;
  /** What style sheets made on the way have to bear. */
  nonce?: string;
}

export function Interface({ router, nonce = "" }: Props) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  );
}

const idOf = (state: SessionState) => (state.kind === "in" ? state.user.id : null);

/** From now on: what one person loaded is not shown to the next at the same browser. */
export function forgetTheLastPerson(): void {
  let person = idOf(session.get());
  session.subscribe(() => {
    const next = idOf(session.get());
    if (next === null || next === person) return;
    if (person !== null) queryClient.clear();
    person = next;
  });
}
