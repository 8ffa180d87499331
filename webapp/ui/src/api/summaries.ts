/** Documents in short. */
import { api, data } from "./client";
import { q } from "./q";
import type { components } from "./schema";

export type Overview = components["schemas"]["OverviewOut"];

/** How often what is being made is looked at again. */
const AGAIN_MS = 1_500;
export const whilePending = ({ state }: { state: { data?: { pending: boolean } | undefined } }) =>
  state.data?.pending ? AGAIN_MS : false;

/** A document's summary, outline and questions; looked at again until they are made. */
export const summaryQuery = (documentId: string) => ({
  ...q(["summaries", documentId], () =>
    data(
      api.GET("/api/v1/documents/{document_id}/summary/", { params: { path: { document_id: documentId } } }),
    ),
  ),
  staleTime: 60_000,
  refetchInterval: whilePending,
});
