/** Uploads that go on while one looks at other pages: one queue for each chatbot, one request at a time. */
import { useSyncExternalStore } from "react";
import { asProblem, type Problem } from "~/api/problem";
import { syncsAreStale } from "~/api/syncs";
import { upload, type Taken } from "~/api/upload";
import { t } from "~/texts";
import { inWords } from "~/texts/told";
import { nextBatch, sharesOf } from "./batches";
import { begin } from "./begun";
import { reduceUploads, type UploadAction, type UploadItem } from "./queue";

interface Lane {
  items: readonly UploadItem[];
  /** The syncs that read what was sent, since the list was last empty. */
  taken: readonly Taken[];
  running: boolean;
  stop: AbortController;
}

/** After these the next request would fail as well: the rest is kept for a retry. */
const HOPELESS = new Set([0, 401, 403, 404, 429, 500, 502, 503]);
const NONE: readonly UploadItem[] = [];
const NOTHING: readonly Taken[] = [];

const lanes = new Map<string, Lane>();
const listeners = new Set<() => void>();
let lastId = 0;

const itemsOf = (chatbotId: string) => lanes.get(chatbotId)?.items ?? NONE;

function laneOf(chatbotId: string): Lane {
  const lane = lanes.get(chatbotId) ?? {
    items: NONE,
    taken: NOTHING,
    running: false,
    stop: new AbortController(),
  };
  lanes.set(chatbotId, lane);
  return lane;
}

function act(chatbotId: string, action: UploadAction) {
  const lane = laneOf(chatbotId);
  lane.items = reduceUploads(lane.items, action);
  listeners.forEach((listener) => listener());
}

const idsOf = (items: readonly UploadItem[]) => new Set(items.map(({ id }) => id));

/** Whether the bytes are still there: a file that was moved, deleted or changed since cannot be read. */
async function isReadable({ file }: UploadItem): Promise<boolean> {
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
}

/** Fail those that vanished; the others. */
async function sift(chatbotId: string, batch: readonly UploadItem[]): Promise<UploadItem[]> {
  const readable = await Promise.all(batch.map(isReadable));
  const vanished = batch.filter((_, at) => !readable[at]);
  if (vanished.length > 0) {
    act(chatbotId, { type: "fail", ids: idsOf(vanished), reason: t.uploads.vanished });
  }
  return batch.filter((_, at) => readable[at]);
}

async function refused(chatbotId: string, batch: readonly UploadItem[], problem: Problem): Promise<void> {
  if (problem.status === 413 && batch.length > 1) {
    return act(chatbotId, { type: "split", ids: idsOf(batch) });
  }
  if (problem.status === 0) {
    // The browser says the same of a server that is gone and of a file that vanished while it was read.
    const there = await sift(chatbotId, batch);
    if (there.length < batch.length) return act(chatbotId, { type: "requeue", ids: idsOf(there) });
  }
  const reason = t.uploads.refused(inWords(problem));
  act(chatbotId, { type: "fail", ids: idsOf(batch), reason });
  if (HOPELESS.has(problem.status)) act(chatbotId, { type: "stop", reason });
}

async function send(chatbotId: string, batch: readonly UploadItem[], signal: AbortSignal): Promise<void> {
  act(chatbotId, { type: "send", ids: idsOf(batch) });
  const there = await sift(chatbotId, batch);
  if (there.length === 0 || signal.aborted) return;
  const onProgress = (share: number) => act(chatbotId, { type: "progress", shares: sharesOf(there, share) });
  const source = there[0]?.source ?? null;
  try {
    const taken = await upload(source ? { source } : { chatbot: chatbotId }, there, { onProgress, signal });
    laneOf(chatbotId).taken = [...laneOf(chatbotId).taken, taken];
    act(chatbotId, { type: "sent", ids: idsOf(there) });
    void syncsAreStale(taken.source);
  } catch (thrown) {
    if (!signal.aborted) await refused(chatbotId, there, asProblem(thrown));
    if (source) void syncsAreStale(source);
  }
}

const warn = (event: BeforeUnloadEvent) => event.preventDefault();

async function run(chatbotId: string): Promise<void> {
  const lane = laneOf(chatbotId);
  if (lane.running) return;
  lane.running = true;
  window.addEventListener("beforeunload", warn);
  for (let batch = nextBatch(lane.items); batch.length > 0; batch = nextBatch(lane.items)) {
    await send(chatbotId, batch, lane.stop.signal);
  }
  lane.running = false;
  if (![...lanes.values()].some(({ running }) => running)) window.removeEventListener("beforeunload", warn);
}

/** Send files to a source of the chatbot; null: to its own. */
export function addFiles(
  chatbotId: string,
  source: string | null,
  files: readonly { name: string; file: File }[],
) {
  begin();
  act(chatbotId, { type: "add", source, files: files.map((one) => ({ ...one, id: (lastId += 1) })) });
  void run(chatbotId);
}

export function cancelUploads(chatbotId: string) {
  const lane = laneOf(chatbotId);
  act(chatbotId, { type: "cancel" });
  lane.stop.abort();
  lane.stop = new AbortController();
}

export function retryUploads(chatbotId: string, id?: number) {
  act(chatbotId, id === undefined ? { type: "retry" } : { type: "retry", id });
  void run(chatbotId);
}

export function clearUploads(chatbotId: string) {
  laneOf(chatbotId).taken = NOTHING;
  act(chatbotId, { type: "clear" });
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The files of a chatbot that were chosen since the page was loaded. */
export const useUploads = (chatbotId: string) => useSyncExternalStore(subscribe, () => itemsOf(chatbotId));

/** The syncs that read them. */
export const useTaken = (chatbotId: string) =>
  useSyncExternalStore(subscribe, () => lanes.get(chatbotId)?.taken ?? NOTHING);
