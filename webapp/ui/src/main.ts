/**
 * The start: asks for the session, the page's code and the frame's at once, none after the other. Kept tiny, so that
 * it runs while the rest is still on its way.
 */
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "@fontsource-variable/source-sans-3/index.css";
import "@fontsource-variable/source-serif-4/index.css";
import "./ui/global.css";

import { ask } from "./api/session";
import { isOutside, needed, pages } from "./pages";
import { shell } from "./texts/frame";

if (!isOutside(location.pathname)) ask();
import("./app").catch(() => {
  // No page that could say it nicer: a file is gone with an older version, or the network is.
  document.body.textContent = shell.incomplete;
});
for (const page of needed(location.pathname)) void pages[page]().catch(() => null);
