/** The interface in its page: what it needs first is loaded, then it is drawn. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Problem } from "./api/problem";
import { queryClient } from "./api/q";
import { later } from "./components/later";
import { forgetTheLastPerson, Interface } from "./Interface";
import { newRouter } from "./router";
import { load } from "./texts";
import { atFirstSign } from "./ui/firstSign";
import { toastList } from "./ui/Toasts";
import { within } from "./within";

/** A server that takes longer than this to say who we are does not keep the page blank. */
const PATIENCE_MS = 1_000;
/** One that takes longer than this for the page's data: the page shows what it waits for. */
const DATA_PATIENCE_MS = 250;

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

// Mantine's dialogs hold the page still with a style of their own; this is where that one looks for its nonce.
Object.assign(globalThis, { __webpack_nonce__: nonce });

forgetTheLastPerson();
const router = newRouter();

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
await Promise.all([load("shell"), within(PATIENCE_MS, router.load())]);
await within(DATA_PATIENCE_MS, quiet());

// What the page itself says is no news for the console.
const onCaughtError = (error: unknown) => {
  // eslint-disable-next-line no-console -- as React does for all of them
  if (!(error instanceof Problem)) console.error(error);
};

createRoot(root, { onCaughtError }).render(
  <StrictMode>
    <Interface router={router} nonce={nonce} />
  </StrictMode>,
);

// Safari knows no idle times.
(globalThis.requestIdleCallback ?? setTimeout)(() => {
  // See main.ts.
  Error.stackTraceLimit = 10;
});
atFirstSign(() => {
  void load("problems").catch(() => null);
  for (const code of [later.palette, later.keyboard, toastList]) void code().catch(() => null);
});
