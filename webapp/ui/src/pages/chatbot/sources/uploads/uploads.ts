/** Uploads that go on while one looks at other pages: one queue for each source, one request at a time. */
import { useSyncExternalStore } from "react";
import { asProblem, type Problem } from "~/api/problem";
import { syncsAreStale } from "~/api/syncs";
import { upload } from "~/api/upload";
import { t } from "~/texts";
import { nextBatch, sharesOf } from "./batches";
import { reduceUploads, type UploadAction, type UploadItem } from "./queue";

interface Lane {
  items: readonly UploadItem[];
  running: boolean;
  stop: AbortController;
}

/** After these the next request would fail as well: the rest is kept for a retry. */
const HOPELESS = new Set([0, 401, 403, 404, 429, 500, 502, 503]);
const NONE: readonly UploadItem[] = [];

const lanes = new Map<string, Lane>();
const listeners = new Set<() => void>();
let lastId = 0;

const itemsOf = (sourceId: string) => lanes.get(sourceId)?.items ?? NONE;

function laneOf(sourceId: string): Lane {
  const lane = lanes.get(sourceId) ?? { items: NONE, running: false, stop: new AbortController() };
  lanes.set(sourceId, lane);
  return lane;
}

function act(sourceId: string, action: UploadAction) {
  const lane = laneOf(sourceId);
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
async function sift(sourceId: string, batch: readonly UploadItem[]): Promise<UploadItem[]> {
  const readable = await Promise.all(batch.map(isReadable));
  const vanished = batch.filter((_, at) => !readable[at]);
  if (vanished.length > 0) {
    act(sourceId, { type: "fail", ids: idsOf(vanished), reason: t.sources.uploads.vanished });
  }
  return batch.filter((_, at) => readable[at]);
}

async function refused(sourceId: string, batch: readonly UploadItem[], problem: Problem): Promise<void> {
  if (problem.status === 413 && batch.length > 1) {
    return act(sourceId, { type: "split", ids: idsOf(batch) });
  }
  if (problem.status === 0) {
    // The browser says the same of a server that is gone and of a file that vanished while it was read.
    const there = await sift(sourceId, batch);
    if (there.length < batch.length) return act(sourceId, { type: "requeue", ids: idsOf(there) });
  }
  const reason = t.sources.uploads.refused(problem);
  act(sourceId, { type: "fail", ids: idsOf(batch), reason });
  if (HOPELESS.has(problem.status)) act(sourceId, { type: "stop", reason });
}

async function send(sourceId: string, batch: readonly UploadItem[], signal: AbortSignal): Promise<void> {
  act(sourceId, { type: "send", ids: idsOf(batch) });
  const there = await sift(sourceId, batch);
  if (there.length === 0 || signal.aborted) return;
  const onProgress = (share: number) => act(sourceId, { type: "progress", shares: sharesOf(there, share) });
  try {
    await upload(sourceId, there, { onProgress, signal });
    act(sourceId, { type: "sent", ids: idsOf(there) });
  } catch (thrown) {
    if (!signal.aborted) await refused(sourceId, there, asProblem(thrown));
  } finally {
    void syncsAreStale(sourceId);
  }
}

const warn = (event: BeforeUnloadEvent) => event.preventDefault();

async function run(sourceId: string): Promise<void> {
  const lane = laneOf(sourceId);
  if (lane.running) return;
  lane.running = true;
  window.addEventListener("beforeunload", warn);
  for (let batch = nextBatch(lane.items); batch.length > 0; batch = nextBatch(lane.items)) {
    await send(sourceId, batch, lane.stop.signal);
  }
  lane.running = false;
  if (![...lanes.values()].some(({ running }) => running)) window.removeEventListener("beforeunload", warn);
}

export function addFiles(sourceId: string, files: readonly { name: string; file: File }[]) {
  act(sourceId, { type: "add", files: files.map((one) => ({ ...one, id: (lastId += 1) })) });
  void run(sourceId);
}

export function cancelUploads(sourceId: string) {
  const lane = laneOf(sourceId);
  act(sourceId, { type: "cancel" });
  lane.stop.abort();
  lane.stop = new AbortController();
}

export function retryUploads(sourceId: string, id?: number) {
  act(sourceId, id === undefined ? { type: "retry" } : { type: "retry", id });
  void run(sourceId);
}

export const clearUploads = (sourceId: string) => act(sourceId, { type: "clear" });

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The files of a source that were chosen since the page was loaded. */
export const useUploads = (sourceId: string) => useSyncExternalStore(subscribe, () => itemsOf(sourceId));
