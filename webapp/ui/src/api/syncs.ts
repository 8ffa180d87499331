/** Syncs of a source: the last ones, one, start, cancel. */
import { api, data } from "./client";
import { queryClient } from "./q";
import type { components } from "./schema";
import { sourcesAreStale } from "./sources";

export type Sync = components["schemas"]["SyncOut"];
export type SyncIn = components["schemas"]["SyncIn"];

const BUSY_MS = 1_000;
/** So many are listed. */
export const LAST_SYNCS = 30;

export const isRunning = ({ status }: Sync) => status === "queued" || status === "running";

const keyOf = (sourceId: string) => ["sources", sourceId, "syncs"] as const;

/** A sync changes what is listed: documents, counts and badges are looked at again. */
export async function syncsAreStale(sourceId: string): Promise<void> {
  await Promise.all([queryClient.invalidateQueries({ queryKey: ["sources", sourceId] }), sourcesAreStale()]);
}

export const lastSyncsAreStale = (sourceId: string) =>
  queryClient.invalidateQueries({ queryKey: keyOf(sourceId) });

async function lastSyncs(sourceId: string): Promise<Sync[]> {
  const before = queryClient.getQueryData<Sync[]>(keyOf(sourceId)) ?? [];
  const params = { path: { source_id: sourceId }, query: { limit: LAST_SYNCS } };
  const { items } = await data(api.GET("/api/v1/sources/{source_id}/syncs/", { params }));
  // What ended since the last look has changed documents.
  const ended = before
    .filter(isRunning)
    .some(({ id }) => items.some((sync) => sync.id === id && !isRunning(sync)));
  if (ended) {
    void queryClient.invalidateQueries({ queryKey: ["sources", sourceId, "documents"] });
    void sourcesAreStale();
  }
  return items;
}

/** The last syncs, newest first; looked at every second while one of them runs. */
export const syncsQuery = (sourceId: string) => ({
  queryKey: keyOf(sourceId),
  queryFn: () => lastSyncs(sourceId),
  refetchInterval: ({ state }: { state: { data?: Sync[] | undefined } }) =>
    state.data?.some(isRunning) ? BUSY_MS : (false as const),
});

export async function startSync(sourceId: string, body: SyncIn): Promise<Sync> {
  const params = { path: { source_id: sourceId } };
  const { sync } = await data(api.POST("/api/v1/sources/{source_id}/sync/", { params, body }));
  await syncsAreStale(sourceId);
  return sync;
}

/** Ask a sync to stop; it ends between batches. */
export async function cancelSync(sourceId: string, syncId: string): Promise<void> {
  await api.POST("/api/v1/syncs/{sync_id}/cancel/", { params: { path: { sync_id: syncId } } });
  await syncsAreStale(sourceId);
}
