/** How far the next index is, where one is being filled. */
import { api, data } from "./client";
import { q } from "./q";
import type { components } from "./schema";

export type Reindex = components["schemas"]["ReindexOut"];

// It begins with an update or by an operator's word, and takes minutes.
const IDLE_MS = 120_000;
const BUSY_MS = 5_000;

export const isFilling = ({ phase }: Reindex) => phase === "asked" || phase === "filling";

export const reindexQuery = () => ({
  ...q(["reindex"], () => data(api.GET("/api/v1/reindex/"))),
  staleTime: BUSY_MS,
  refetchInterval: ({ state }: { state: { data: Reindex | undefined } }) =>
    state.data && isFilling(state.data) ? BUSY_MS : IDLE_MS,
});
