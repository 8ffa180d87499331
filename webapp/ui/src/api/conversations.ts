/** Conversations of a chatbot: queries and changes. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, data } from "./client";
import { q, queryClient } from "./q";
import type { components } from "./schema";
import { whilePending } from "./summaries";

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

/** One conversation, for a dialog about one that no loaded list holds. */
export const conversationQuery = (conversationId: string) =>
  q(["conversation", conversationId], () =>
    data(
      api.GET("/api/v1/conversations/{conversation_id}/", {
        params: { path: { conversation_id: conversationId } },
      }),
    ),
  );

/** First questions, and what the documents are about; looked at again until all of it is made. */
export const suggestionsQuery = (chatbotId: string) => ({
  ...q(["chatbots", chatbotId, "suggestions"], () =>
    data(
      api.GET("/api/v1/chatbots/{chatbot_id}/suggestions/", { params: { path: { chatbot_id: chatbotId } } }),
    ),
  ),
  staleTime: 60_000,
  refetchInterval: whilePending,
});

/** Every list of conversations is out of date: one was made, named, used or deleted. */
export const conversationsChanged = (chatbotId?: string) =>
  queryClient.invalidateQueries({
    predicate: ({ queryKey: [root, id, part] }) =>
      root === "chatbots" && part === "conversations" && (chatbotId === undefined || id === chatbotId),
  });

/** A conversation for a first question. No list is told: it counts once the question was taken. */
export async function createConversation(chatbotId: string): Promise<Conversation> {
  const params = { path: { chatbot_id: chatbotId } };
  const made = await data(api.POST("/api/v1/chatbots/{chatbot_id}/conversations/", { params, body: {} }));
  return made as Conversation;
}

/** Its first question was refused: nobody shall find it empty. */
export async function discardConversation(conversationId: string): Promise<void> {
  const params = { path: { conversation_id: conversationId } };
  await api.DELETE("/api/v1/conversations/{conversation_id}/", { params }).catch(() => null);
  queryClient.removeQueries({ queryKey: ["conversations", conversationId] });
}

/** A conversation as a file. */
export async function conversationFile(conversation: Conversation, format: "md" | "html"): Promise<Blob> {
  const params = { path: { conversation_id: conversation.id }, query: { format } };
  const call = api.GET("/api/v1/conversations/{conversation_id}/export/", { params, parseAs: "blob" });
  return (await data(call)) as Blob;
}

/** A conversation in Markdown, with everything that was set aside in it. */
export async function everythingFile(conversationId: string): Promise<Blob> {
  const params = {
    path: { conversation_id: conversationId },
    query: { format: "md", set_aside: true },
  } as const;
  const call = api.GET("/api/v1/conversations/{conversation_id}/export/", { params, parseAs: "blob" });
  return (await data(call)) as Blob;
}

export async function renameConversation(conversation: Conversation, title: string): Promise<void> {
  const params = { path: { conversation_id: conversation.id } };
  await api.PATCH("/api/v1/conversations/{conversation_id}/", { params, body: { title } });
  queryClient.removeQueries({ queryKey: ["conversation", conversation.id], type: "inactive" });
  await conversationsChanged(conversation.chatbot_id);
}

export async function deleteConversation(conversation: Conversation): Promise<void> {
  const params = { path: { conversation_id: conversation.id } };
  await api.DELETE("/api/v1/conversations/{conversation_id}/", { params });
  // What is still looked at is left in a moment; asking for it once more would only be refused.
  queryClient.removeQueries({ queryKey: ["conversations", conversation.id], type: "inactive" });
  await conversationsChanged(conversation.chatbot_id);
}
