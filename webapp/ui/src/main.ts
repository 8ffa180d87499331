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

import { isOutside } from "./addresses";
import { ask } from "./api/session";
import { needed, pages } from "./pages";
import { load } from "./texts";
import { start } from "./texts/start";
import { within } from "./within";

/** Another tab may be asking just now; this one waits for it elsewhere. */
const PATIENCE_MS = 50;

// React makes errors while it is loaded, to throw them one day. With a stack trace each, the browser reads the whole
// library a second time; the interface puts the limit back.
Error.stackTraceLimit = 0;

const posted = isOutside(location.pathname) ? null : ask();
void load("shell").catch(() => null);
for (const page of needed(location.pathname)) void pages[page]().catch(() => null);

// The interface keeps the processor busy for a while: what the server is asked for goes out before that. Nothing here
// may be awaited at the top: the interface itself waits until this module is done.
void within(PATIENCE_MS, posted)
  .then(() => import("./app"))
  .catch(() => {
    // No page that could say it nicer: a file is gone with an older version, or the network is.
    document.body.textContent = start().incomplete;
  });
