/** The interface itself, around a router. */
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Fragment, useMemo, useSyncExternalStore } from "react";
import { queryClient } from "./api/q";
import { session, type SessionState } from "./api/session";
import type { Router } from "./router";
import { onLanguage, t } from "./texts";
import { language } from "./texts/language";
import { themeFor } from "./ui/theme";
import { Toasts } from "./ui/Toasts";

interface Props {
  router: Router;
  /** What style sheets made on the way have to bear. */
  nonce?: string;
}

export function Interface({ router, nonce = "" }: Props) {
  const spoken = useSyncExternalStore(onLanguage, language);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the texts are those of the language
  const theme = useMemo(() => themeFor({ close: t.shell.close }), [spoken]);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queryClient}>
        {/* In another language everything is drawn anew: whatever a page holds has its words. */}
        <Fragment key={spoken}>
          <RouterProvider router={router} />
          <Toasts />
        </Fragment>
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
