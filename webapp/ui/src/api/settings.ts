/** How a chatbot retrieves and answers. */
import { api, data } from "./client";
import { q, queryClient } from "./q";
import type { components } from "./schema";

export type Settings = components["schemas"]["SettingsOut"];

export const settingsQuery = (chatbotId: string) =>
  q(["chatbots", chatbotId, "settings"], () =>
    data(api.GET("/api/v1/chatbots/{chatbot_id}/settings/", { params: { path: { chatbot_id: chatbotId } } })),
  );

export async function changeSettings(chatbotId: string, body: Settings): Promise<void> {
  const params = { path: { chatbot_id: chatbotId } };
  await api.PATCH("/api/v1/chatbots/{chatbot_id}/settings/", { params, body });
  await queryClient.invalidateQueries({ queryKey: ["chatbots", chatbotId] });
}
