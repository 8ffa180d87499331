/** Upload with progress: the one thing fetch cannot do. */
import { Problem, unreachable } from "./problem";
import type { components } from "./schema";
import { refresh, session } from "./session";

export type Sync = components["schemas"]["SyncOut"];

interface Options {
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** A file and the name its document gets: in a folder, the path below it. */
export interface Outgoing {
  name: string;
  file: File;
}

/** Where files go: a source, or a chatbot that keeps them in one of its own. */
export type Destination = { source: string } | { chatbot: string };

export type Duplicate = components["schemas"]["DuplicateOut"];

/** The sync that reads them, the source that they are in, and those whose bytes were there under another name. */
export interface Taken {
  sync: Sync;
  source: string;
  duplicates: readonly Duplicate[];
}

/** Send files. ``onProgress`` hears the share of the request's bytes that left. */
export async function upload(to: Destination, files: readonly Outgoing[], options: Options): Promise<Taken> {
  const first = await attempt(to, files, options);
  const answered = first.status === 401 && (await refresh()) ? await attempt(to, files, options) : first;
  if (answered.status >= 200 && answered.status < 300) {
    const { sync, source_id, duplicates } = answered.body as components["schemas"]["FilesOut"];
    return { sync, source: "source" in to ? to.source : source_id, duplicates };
  }
  const raw = answered.body as Partial<Pick<Problem, "code" | "detail" | "errors" | "limit">>;
  throw new Problem(
    answered.status,
    raw.code ?? "unknown",
    raw.detail ?? "",
    raw.errors ?? [],
    answered.retryAfter,
    null,
    raw.limit ?? null,
  );
}

interface Answered {
  status: number;
  body: unknown;
  retryAfter: number | null;
}

const pathOf = (to: Destination) =>
  "source" in to
    ? `/api/v1/sources/${encodeURIComponent(to.source)}/files/`
    : `/api/v1/chatbots/${encodeURIComponent(to.chatbot)}/files/`;

function attempt(
  to: Destination,
  files: readonly Outgoing[],
  { onProgress, signal }: Options,
): Promise<Answered> {
  const form = new FormData();
  for (const { name, file } of files) form.append("files", file, name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", pathOf(to));
    request.setRequestHeader("Authorization", `Bearer ${session.token() ?? ""}`);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onload = () =>
      resolve({
        status: request.status,
        body: request.response ?? {},
        retryAfter: Number(request.getResponseHeader("Retry-After")) || null,
      });
    // A file that vanished or changed while it was read ends here too, as does a server that is gone.
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new DOMException("Upload cancelled", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}
