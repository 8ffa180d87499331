import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "@fontsource-variable/source-sans-3/index.css";
import "@fontsource-variable/source-serif-4/index.css";
import "./ui/global.css";

import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/q";
import { session } from "./api/session";
import { router } from "./router";
import { t } from "./texts";
import { themeFor } from "./ui/theme";

const theme = themeFor({ close: t.shell.close });
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

// Mantine's dialogs hold the page still with a style of their own; this is where that one looks for its nonce.
Object.assign(globalThis, { __webpack_nonce__: nonce });

// What one person loaded is not shown to the next at the same browser.
let person: string | null = null;
session.subscribe(() => {
  const state = session.get();
  if (state.kind !== "in" || state.user.id === person) return;
  if (person !== null) queryClient.clear();
  person = state.user.id;
});

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Notifications position="bottom-right" />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
