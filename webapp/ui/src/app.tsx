/** The interface itself. */
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Problem } from "./api/problem";
import { queryClient } from "./api/q";
import { session, type SessionState } from "./api/session";
import { later } from "./components/later";
import { router } from "./router";
import { t } from "./texts";
import { themeFor } from "./ui/theme";
import { toastList, Toasts } from "./ui/Toasts";
import { within } from "./within";

const theme = themeFor({ close: t.shell.close });

/** A server that takes longer than this to say who we are does not keep the page blank. */
const PATIENCE_MS = 1_000;
/** One that takes longer than this for the page's data: the page shows what it waits for. */
const DATA_PATIENCE_MS = 250;

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

// Mantine's dialogs hold the page still with a style of their own; this is where that one looks for its nonce.
Object.assign(globalThis, { __webpack_nonce__: nonce });

// What one person loaded is not shown to the next at the same browser.
const idOf = (state: SessionState) => (state.kind === "in" ? state.user.id : null);
let person = idOf(session.get());
session.subscribe(() => {
  const next = idOf(session.get());
  if (next === null || next === person) return;
  if (person !== null) queryClient.clear();
  person = next;
});

/** Resolves once nothing that was asked for is on its way, also not what an answer led to. */
const quiet = () =>
  new Promise<void>((done) => {
    const look = () => {
      if (queryClient.isFetching() > 0) return;
      stop();
      done();
    };
    const stop = queryClient.getQueryCache().subscribe(() => queueMicrotask(look));
    look();
  });

// The first picture is the page itself, not an empty frame that is drawn anew a moment later.
await within(PATIENCE_MS, router.load());
await within(DATA_PATIENCE_MS, quiet());

// What the page itself says is no news for the console.
const onCaughtError = (error: unknown) => {
  // eslint-disable-next-line no-console -- as React does for all of them
  if (!(error instanceof Problem)) console.error(error);
};

createRoot(root, { onCaughtError }).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

// Safari knows no idle times.
(globalThis.requestIdleCallback ?? setTimeout)(() => {
  // See main.ts.
  Error.stackTraceLimit = 10;
  for (const code of [later.palette, later.keyboard, toastList]) void code().catch(() => null);
});
