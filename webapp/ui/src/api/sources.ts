/** Sources of a chatbot: queries. */
import { api, data } from "./client";
import type { components } from "./schema";

export type Source = components["schemas"]["SourceOut"];

const BUSY_MS = 1_000;
const PAGE = 100;

async function everySource(chatbotId: string): Promise<Source[]> {
  const all: Source[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = cursor ? { limit: PAGE, cursor } : { limit: PAGE };
    const params = { path: { chatbot_id: chatbotId }, query };
    const page: components["schemas"]["SourceList"] = await data(
      api.GET("/api/v1/chatbots/{chatbot_id}/sources/", { params }),
    );
    all.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return all;
}

/** The list; looked at again while one of them syncs. */
export const sourcesQuery = (chatbotId: string) => ({
  queryKey: ["chatbots", chatbotId, "sources"] as const,
  queryFn: () => everySource(chatbotId),
  refetchInterval: ({ state }: { state: { data?: Source[] | undefined } }) =>
    state.data?.some(({ status }) => status === "syncing") ? BUSY_MS : (false as const),
});
