/**
 * The session: access token in memory, refresh token in an HttpOnly cookie.
 *
 * One refresh at a time for all tabs (a Web Lock) and all requests (a shared promise); 60 s before the access token
 * expires; at most 2 tries; never after a refresh's own 401. A server that is away ends no session. How long a token
 * lives is read off the server's clock alone: this machine's may be wrong by hours.
 */
import { problemOf, unreachable, type Problem } from "./problem";
import type { components } from "./schema";

export type User = components["schemas"]["UserOut"];
type SessionOut = components["schemas"]["SessionOut"];

export type SessionState =
  | { kind: "unknown" }
  | { kind: "in"; user: User; token: string; refreshAt: number }
  | { kind: "out"; expired: boolean };

const AHEAD_MS = 60_000;
const LEAST_LIFE_MS = 20_000;
const TRIES = 2;
/** A timer may ring a little before its time. */
const EARLY_MS = 1_000;
const HEADERS = { "Content-Type": "application/json", "X-Refdesk-Session": "cookie" };
const CHANNEL = "refdesk-session";

let state: SessionState = { kind: "unknown" };
let refreshing: Promise<boolean> | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);

export const session = {
  get: () => state,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  token: () => (state.kind === "in" ? state.token : null),
};

function set(next: SessionState, tellOthers = true) {
  state = next;
  clearTimeout(timer);
  if (next.kind === "in") {
    timer = setTimeout(() => void refresh(), Math.max(0, next.refreshAt - Date.now()));
    if (tellOthers) channel?.postMessage(next);
  }
  listeners.forEach((listener) => listener());
}

// Another tab refreshed or logged out: take its word, make no request of our own.
channel?.addEventListener("message", ({ data }: MessageEvent<SessionState>) => {
  if (data.kind === "in" || state.kind === "in") set(data, false);
});

async function begin(response: Response) {
  const { user, access_token: token, access_expires_at: expires } = (await response.json()) as SessionOut;
  const serverNow = Date.parse(response.headers.get("Date") ?? "") || Date.now();
  const life = Math.max(new Date(expires).getTime() - serverNow, LEAST_LIFE_MS);
  set({ kind: "in", user, token, refreshAt: Date.now() + life - Math.min(AHEAD_MS, life / 2) });
}

async function post(path: string, body: unknown): Promise<Response> {
  try {
    const answer = fetch(path, {
      method: "POST",
      headers: HEADERS,
      body: JSON.stringify(body),
      credentials: "same-origin",
    });
    onPost?.();
    return await answer;
  } catch {
    throw unreachable();
  }
}

async function enter(path: string, body: unknown): Promise<void> {
  const response = await post(path, body);
  if (!response.ok) throw await problemOf(response);
  await begin(response);
}

export const login = (email: string, password: string) => enter("/auth/login/", { email, password });
export const register = (form: components["schemas"]["RegisterIn"]) => enter("/auth/register/", form);

export const enterDemo = (code: string) => enter("/auth/demo/", { code });

/** End the login here and in every tab; the server is told, but not waited for if it is gone. */
export async function logout(): Promise<void> {
  const token = session.token();
  const authorization = token ? { Authorization: `Bearer ${token}` } : {};
  await fetch("/auth/logout/", {
    method: "POST",
    headers: { ...HEADERS, ...authorization },
    body: "{}",
  }).catch(() => null);
  set({ kind: "out", expired: false });
  channel?.postMessage({ kind: "out", expired: false });
}

/**
 * True when there is a valid access token afterwards. Callers at the same time share one request.
 *
 * ``refused`` is a token that the service no longer takes, whatever its age. Throws Problem when the server is away and
 * nobody is logged in yet.
 */
export function refresh(refused: string | null = null): Promise<boolean> {
  refreshing ??= locked(() => attempt(refused)).finally(() => (refreshing = null));
  return refreshing;
}

let asked: Promise<boolean> | null = null;
let onPost: (() => void) | null = null;

/** Ask for the session before anybody needs it. Resolves as soon as the question is on its way. */
export function ask(): Promise<unknown> {
  asked = refresh();
  asked.catch(() => null);
  const posted = new Promise<void>((done) => (onPost = done));
  return Promise.race([posted, asked.catch(() => null)]);
}

/** Whether somebody is logged in, by the answer that is there or on its way. Throws Problem when the server is away. */
export function known(): Promise<boolean> {
  if (state.kind !== "unknown") return Promise.resolve(state.kind === "in");
  const answer = asked ?? refresh();
  asked = null;
  return answer;
}

async function attempt(refused: string | null): Promise<boolean> {
  // It has ended: requests that were under way then are refused one after the other, and change nothing about why.
  if (state.kind === "out") return false;
  // Another tab may have refreshed while this one waited for the lock.
  if (state.kind === "in" && state.token !== refused && state.refreshAt - Date.now() > EARLY_MS) return true;
  for (let tried = 1; ; tried++) {
    const response = await post("/auth/refresh/", {}).catch((problem: Problem) => problem);
    if (response instanceof Response && response.ok) {
      await begin(response);
      return true;
    }
    if (response instanceof Response && response.status < 500) break;
    if (tried === TRIES) return away(response);
  }
  set({ kind: "out", expired: state.kind === "in" });
  return false;
}

/** No word from the server about this session: who is in stays in, and the next request asks again. */
async function away(response: Response | Problem): Promise<boolean> {
  if (state.kind === "in") return false;
  throw response instanceof Response ? await problemOf(response) : response;
}

function locked(work: () => Promise<boolean>): Promise<boolean> {
  const locks = typeof navigator === "undefined" ? null : (navigator.locks as LockManager | null | undefined);
  if (!locks) return work();
  return locks.request("refdesk-refresh", work).then((done) => done);
}
