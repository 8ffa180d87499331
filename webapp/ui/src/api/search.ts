/** The ranked passages a question would rest on. */
import { keepPreviousData } from "@tanstack/react-query";
import { api, data } from "./client";
import { q } from "./q";
import type { components } from "./schema";

export type Found = components["schemas"]["FoundOut"];

export const searchQuery = (chatbotId: string, query: string, topK: number, about?: string) => ({
  ...q(["chatbots", chatbotId, "search", query, topK, about ?? ""], async () => {
    const params = { path: { chatbot_id: chatbotId } };
    const body = { query, top_k: topK, ...(about ? { document_ids: [about] } : {}) };
    return (await data(api.POST("/api/v1/chatbots/{chatbot_id}/search/", { params, body }))).items;
  }),
  enabled: query !== "",
  placeholderData: keepPreviousData,
});
