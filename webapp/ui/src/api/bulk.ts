/** Several documents of a source at once, and why some of them could not be read. */
import { api, data } from "./client";
import { q } from "./q";
import type { components } from "./schema";
import { syncsAreStale } from "./syncs";

export type Problem = components["schemas"]["ProblemOut"];
export type Action = components["schemas"]["BulkIn"]["action"];

/** The service takes so many in a request. */
const AT_ONCE = 200;

/** Looked at again when there are more or fewer of them: a sync that is under way finds them one by one. */
export const problemsQuery = (sourceId: string, { failed, skipped }: { failed: number; skipped: number }) =>
  q(["sources", sourceId, "problems", failed, skipped], () =>
    data(api.GET("/api/v1/sources/{source_id}/problems/", { params: { path: { source_id: sourceId } } })),
  );

export interface Outcome {
  done: number;
  refused: number;
}

/** Delete documents of a source, or have them read again. */
export async function changeDocuments(
  sourceId: string,
  action: Action,
  documentIds: readonly string[],
): Promise<Outcome> {
  const sum = { done: 0, refused: 0 };
  try {
    for (let at = 0; at < documentIds.length; at += AT_ONCE) {
      const body = { action, document_ids: documentIds.slice(at, at + AT_ONCE) };
      const params = { path: { source_id: sourceId } };
      const { done, refused } = await data(
        api.POST("/api/v1/sources/{source_id}/documents/bulk/", { params, body }),
      );
      sum.done += done.length;
      sum.refused += refused.length;
    }
  } finally {
    await syncsAreStale(sourceId);
  }
  return sum;
}
