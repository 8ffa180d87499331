/** Chatbots: queries and changes. */
import { api, data } from "./client";
import { everyPage } from "./everyPage";
import { q, queryClient } from "./q";
import type { components } from "./schema";

export type Chatbot = components["schemas"]["ChatbotOut"];
export type ChatbotIn = components["schemas"]["ChatbotIn"];
export type ChatbotPatch = components["schemas"]["ChatbotPatch"];

/** All chatbots of the organisation. */
const everyChatbot = () =>
  everyPage<Chatbot>((query) => data(api.GET("/api/v1/chatbots/", { params: { query } })));

const BUSY_MS = 1_500;

/** The list; looked at again while one of them reads documents, so that badges change by themselves. */
export const chatbotsQuery = () => ({
  ...q(["chatbots"], everyChatbot),
  refetchInterval: ({ state }: { state: { data?: Chatbot[] | undefined } }) =>
    state.data?.some(({ status }) => status === "processing") ? BUSY_MS : (false as const),
});

export const chatbotQuery = (chatbotId: string) => ({
  ...q(["chatbots", chatbotId], () =>
    data(api.GET("/api/v1/chatbots/{chatbot_id}/", { params: { path: { chatbot_id: chatbotId } } })),
  ),
  refetchInterval: ({ state }: { state: { data?: Chatbot | undefined } }) =>
    state.data?.status === "processing" ? BUSY_MS : (false as const),
});

const stale = () => queryClient.invalidateQueries({ queryKey: ["chatbots"] });

export async function createChatbot(body: ChatbotIn): Promise<Chatbot> {
  const made = await data(api.POST("/api/v1/chatbots/", { body }));
  await stale();
  return made as Chatbot;
}

export async function changeChatbot(chatbotId: string, body: ChatbotPatch): Promise<Chatbot> {
  const path = { chatbot_id: chatbotId };
  const changed = await data(api.PATCH("/api/v1/chatbots/{chatbot_id}/", { params: { path }, body }));
  await stale();
  return changed as Chatbot;
}

export async function deleteChatbot(chatbotId: string): Promise<void> {
  await api.DELETE("/api/v1/chatbots/{chatbot_id}/", { params: { path: { chatbot_id: chatbotId } } });
  // Only the list is asked again: its own page is still mounted and would ask for what is gone.
  await queryClient.cancelQueries({ queryKey: ["chatbots", chatbotId] });
  await queryClient.invalidateQueries({ queryKey: ["chatbots"], exact: true });
}
