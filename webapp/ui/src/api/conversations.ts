/** Conversations of a chatbot: queries and changes. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, data } from "./client";
import { q, queryClient } from "./q";
import type { components } from "./schema";

export type Conversation = components["schemas"]["ConversationOut"];
type ConversationList = components["schemas"]["ConversationList"];

const PAGE = 50;

/** The last used first, page after page, those with ``typed`` in their title. */
export const conversationsQuery = (chatbotId: string, typed: string) =>
  infiniteQueryOptions({
    queryKey: ["chatbots", chatbotId, "conversations", typed],
    queryFn: ({ pageParam }): Promise<ConversationList> => {
      const query = {
        limit: PAGE,
        ...(typed ? { q: typed } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      const params = { path: { chatbot_id: chatbotId }, query };
      return data(api.GET("/api/v1/chatbots/{chatbot_id}/conversations/", { params }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor,
  });

/** First questions, made of the documents' headings. */
export const suggestionsQuery = (chatbotId: string) => ({
  ...q(["chatbots", chatbotId, "suggestions"], () =>
    data(
      api.GET("/api/v1/chatbots/{chatbot_id}/suggestions/", { params: { path: { chatbot_id: chatbotId } } }),
    ),
  ),
  staleTime: 60_000,
});

/** Every list of conversations is out of date: one was made, named, used or deleted. */
export const conversationsChanged = (chatbotId?: string) =>
  queryClient.invalidateQueries({
    predicate: ({ queryKey: [root, id, part] }) =>
      root === "chatbots" && part === "conversations" && (chatbotId === undefined || id === chatbotId),
  });

export async function createConversation(chatbotId: string): Promise<Conversation> {
  const params = { path: { chatbot_id: chatbotId } };
  const made = await data(api.POST("/api/v1/chatbots/{chatbot_id}/conversations/", { params, body: {} }));
  await conversationsChanged(chatbotId);
  return made as Conversation;
}

export async function renameConversation(conversation: Conversation, title: string): Promise<void> {
  const params = { path: { conversation_id: conversation.id } };
  await api.PATCH("/api/v1/conversations/{conversation_id}/", { params, body: { title } });
  await conversationsChanged(conversation.chatbot_id);
}

export async function deleteConversation(conversation: Conversation): Promise<void> {
  const params = { path: { conversation_id: conversation.id } };
  await api.DELETE("/api/v1/conversations/{conversation_id}/", { params });
  queryClient.removeQueries({ queryKey: ["conversations", conversation.id] });
  await conversationsChanged(conversation.chatbot_id);
}
