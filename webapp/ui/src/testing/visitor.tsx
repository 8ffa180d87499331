/**
 * A person in front of the interface: the real one, with its routes, its client and its messages, in a window without a
 * layout, asking a real server. ``open`` loads it as the browser loads a page: nothing of the page before is left in it.
 */
import { notifications } from "@mantine/notifications";
import { spotlight } from "@mantine/spotlight";
import { createMemoryHistory } from "@tanstack/react-router";
import { configure, fireEvent, screen, waitFor, within } from "@testing-library/dom";
import { userEvent } from "@testing-library/user-event";
import { createRoot, type Root } from "react-dom/client";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { serve } from "./answers";
import type { House } from "./house";
import { Service } from "./service";
import { happyDOM } from "./window";

/** Two busy cores: a wait ends early where all is well, and late where it is not. */
const PATIENCE_MS = 30_000;
configure({
  asyncUtilTimeout: PATIENCE_MS,
  // What is hidden by a style sheet is not known here, and looking for it takes longest.
  defaultHidden: true,
  // The whole page is too much to read: what was looked for is enough.
  getElementError: (message) => new Error(message ?? ""),
});

export const service = new Service();
/** Keys come at once, one after the other. */
export const user = userEvent.setup({ delay: null });

/** What answers of 400 and above and broken connections bring about, and dialogs whose content is on its way. */
const NETWORK =
  /^(GET|POST|PATCH|DELETE) http|socket hang up|ECONN|aborted|^Warning: Error in route match|use-focus-trap/;

/** The usual window. */
export const WIDE = { width: 1280, height: 800 };

let root: Root | null = null;
let forget: () => void = () => undefined;
let noise: string[] = [];

/** What the page says in the console, but for what the network brings about. */
const hear = (...said: unknown[]) => {
  const words = said.map(String).join(" ");
  if (!NETWORK.test(words)) noise.push(words);
};

beforeAll(async () => {
  const address = await service.start();
  happyDOM.setURL(`${address}/`);
  happyDOM.setViewport(WIDE);
  // Lists that draw what is in sight have to be told of some room.
  for (const [side, size] of Object.entries({ clientHeight: 600, clientWidth: 900 }))
    Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: () => size });
});

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(hear);
  vi.spyOn(console, "warn").mockImplementation(hear);
  // The only tab: pages that were left would hear of every later session.
  vi.stubGlobal("BroadcastChannel", undefined);
});

afterEach(async () => {
  close();
  const [heard, unknown] = [noise, service.unknown];
  service.forget();
  sessionStorage.clear();
  localStorage.clear();
  noise = [];
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  expect(heard.join("\n")).toBe("");
  expect(unknown.join("\n")).toBe("");
});

afterAll(() => service.stop());

/** Leave the page, as the browser does: what was drawn and what was loaded is gone. */
function close(): void {
  root?.unmount();
  root = null;
  forget();
  notifications.clean();
  spotlight.close();
  document.body.replaceChildren();
}

/** Load the interface anew at an address. What the tab keeps (``sessionStorage``) is still there. */
export async function load(path: string) {
  close();
  vi.resetModules();
  const [{ forgetTheLastPerson, Interface }, { newRouter }, { queryClient }, { refresh, session }, texts] =
    await Promise.all([
      import("~/Interface"),
      import("~/router"),
      import("~/api/q"),
      import("~/api/session"),
      import("~/texts"),
    ]);
  await texts.load("shell");
  const options = queryClient.getDefaultOptions();
  // As often as ever, only sooner.
  queryClient.setDefaultOptions({ ...options, queries: { ...options.queries, retryDelay: 20 } });
  const history = createMemoryHistory({ initialEntries: [path] });
  forgetTheLastPerson();
  const router = newRouter(history);
  forget = () => {
    void queryClient.cancelQueries();
    queryClient.clear();
  };
  const frame = document.body.appendChild(document.createElement("div"));
  // What the page itself says is no news for the console.
  root = createRoot(frame, { onCaughtError: () => undefined });
  root.render(<Interface router={router} />);
  const address = () => router.state.location.href;
  return {
    history,
    address,
    reload: () => load(address()),
    /** The service no longer takes the token: asked for another one, it says whether the session goes on. */
    expire: () => refresh(session.token()),
  };
}

/** Load the interface at an address, with a service that holds this, but for what the ``scene`` says of it. */
export function open(path: string, house: House, scene: () => void = () => undefined) {
  serve(service, house);
  scene();
  return load(path);
}

type Name = string | RegExp;
type Where = HTMLElement | undefined;
const at = (where: Where) => (where ? within(where) : screen);

/** The first: some stand there twice, for a narrow and a wide window. */
const first = async <T,>(found: Promise<T[]>) => (await found)[0] as T;

export const button = (name: Name, where?: Where) => first(at(where).findAllByRole("button", { name }));
export const link = (name: Name, where?: Where) => first(at(where).findAllByRole("link", { name }));
export const heading = (name: Name, where?: Where) => first(at(where).findAllByRole("heading", { name }));
export const item = (name: Name) => first(screen.findAllByRole("menuitem", { name }));
export const alert = (where?: Where) => first(at(where).findAllByRole("alert"));
export const dialog = (name?: Name) =>
  first(screen.findAllByRole("dialog", name === undefined ? {} : { name }));
/** A field by its label. */
export const field = (label: Name, where?: Where) =>
  first(at(where).findAllByLabelText<HTMLInputElement>(label, { selector: "input, textarea, select" }));
/** Words that stand somewhere. */
export const words = (said: Name, where?: Where) => first(at(where).findAllByText(said));

/** Press what is called so. */
export async function press(name: Name, where?: Where): Promise<void> {
  const found = await button(name, where);
  // What was pressed before may keep it busy for a moment.
  await until(() => expect(found).toHaveProperty("disabled", false));
  await user.click(found);
}
/** Go where a link leads. */
export const follow = async (name: Name, where?: Where) => user.click(await link(name, where));

/** Put words at once into a field, in the place of what stands there: as a paste does, where no key matters. */
export function put(found: HTMLElement, text: string): void {
  found.focus();
  fireEvent.input(found, { target: { value: text } });
}

export const fill = async (label: Name, text: string, where?: Where) => put(await field(label, where), text);

/** Wait until this holds. */
export const until = (holds: () => void) => waitFor(holds);

/** Wait until there is nothing of it left. */
export const gone = (found: () => Element | null) => waitFor(() => expect(found()).toBeNull());

/** All that can be read on the page. */
export const text = (where: HTMLElement = document.body) => (where.textContent ?? "").replace(/\s+/g, " ");

/** Wait until something can be read. */
export const reads = (said: Name, where?: () => HTMLElement) =>
  waitFor(() => expect(text(where?.())).toMatch(said instanceof RegExp ? said : literal(said)));

const literal = (said: string) => new RegExp(said.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
