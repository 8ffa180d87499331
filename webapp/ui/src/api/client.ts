/** The one client of the API. 401 and token refresh are decided here alone. */
import createClient, { type Middleware } from "openapi-fetch";
import { problemOf, unreachable } from "./problem";
import type { paths } from "./schema";
import { refresh, session } from "./session";

function withToken(request: Request): Request {
  const token = session.token();
  if (token) request.headers.set("Authorization", `Bearer ${token}`);
  return request;
}

/** A network may go away without a word. What is only read is given up then; what changes something may be under way. */
const SILENCE_MS = 30_000;

async function answered(request: Request): Promise<Response> {
  if (request.method !== "GET") return fetch(request);
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(unreachable()), SILENCE_MS);
  try {
    return await fetch(request, { signal: AbortSignal.any([request.signal, silence.signal]) });
  } finally {
    clearTimeout(timer);
  }
}

/** Send with the access token; after a 401 refresh once and send again. */
export async function send(request: Request): Promise<Response> {
  const again = request.clone();
  const token = session.token();
  try {
    const response = await answered(withToken(request));
    if (response.status !== 401 || !(await refresh(token))) return response;
    return await answered(withToken(again));
  } catch (failed) {
    if (failed instanceof DOMException && failed.name === "AbortError") throw failed;
    throw unreachable();
  }
}

const problems: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
    return response;
  },
};

export const api = createClient<paths>({ baseUrl: "", fetch: send });
api.use(problems);

/** What a call answered; problems are thrown by the middleware. */
export async function data<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}
