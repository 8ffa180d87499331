/** Sources of a chatbot: queries and changes. */
import { api, data } from "./client";
import { everyPage } from "./everyPage";
import { queryClient } from "./q";
import type { components } from "./schema";

export type Source = components["schemas"]["SourceOut"];
export type Schedule = components["schemas"]["ScheduleOut"];
export type ScheduleIn = components["schemas"]["ScheduleIn"];
export type SourceIn = components["schemas"]["SourceIn"];
export type SourcePatch = components["schemas"]["SourcePatch"];
export type SourceTestIn = components["schemas"]["SourceTestIn"];
export type Tried = components["schemas"]["SourceTestOut"];
export type Visibility = Source["visibility"];

/** How many documents it has, whatever became of them. */
export const documentsIn = ({ counts }: Source) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const BUSY_MS = 1_000;

const everySource = (chatbotId: string) =>
  everyPage<Source>((query) =>
    data(
      api.GET("/api/v1/chatbots/{chatbot_id}/sources/", {
        params: { path: { chatbot_id: chatbotId }, query },
      }),
    ),
  );

/** The list; looked at again while one of them syncs. */
export const sourcesQuery = (chatbotId: string) => ({
  queryKey: ["chatbots", chatbotId, "sources"] as const,
  queryFn: () => everySource(chatbotId),
  refetchInterval: ({ state }: { state: { data?: Source[] | undefined } }) =>
    state.data?.some(({ status }) => status === "syncing") ? BUSY_MS : (false as const),
});

/** Counts, badges and what answers rest on: everything that sources show through. */
export const sourcesAreStale = () => queryClient.invalidateQueries({ queryKey: ["chatbots"] });

export async function createSource(chatbotId: string, body: SourceIn): Promise<Source> {
  const params = { path: { chatbot_id: chatbotId } };
  const made = await data(api.POST("/api/v1/chatbots/{chatbot_id}/sources/", { params, body }));
  await sourcesAreStale();
  return made as Source;
}

/** What such a source would list first, or why it cannot; nothing is kept. */
export const testSource = (chatbotId: string, body: SourceTestIn): Promise<Tried> =>
  data(
    api.POST("/api/v1/chatbots/{chatbot_id}/sources/test/", {
      params: { path: { chatbot_id: chatbotId } },
      body,
    }),
  );

export async function changeSource(sourceId: string, body: SourcePatch): Promise<Source> {
  const params = { path: { source_id: sourceId } };
  const changed = await data(api.PATCH("/api/v1/sources/{source_id}/", { params, body }));
  await sourcesAreStale();
  return changed as Source;
}

export async function deleteSource(sourceId: string): Promise<void> {
  await api.DELETE("/api/v1/sources/{source_id}/", { params: { path: { source_id: sourceId } } });
  queryClient.removeQueries({ queryKey: ["sources", sourceId] });
  await sourcesAreStale();
}
