/** Messages of a conversation: the query, and what can be done with an answer. */
import { api, data } from "./client";
import { everyPage } from "./everyPage";
import { q, queryClient } from "./q";
import type { components } from "./schema";
import type { Message } from "./stream";

export type Passage = components["schemas"]["PassageOut"];
export type Feedback = components["schemas"]["FeedbackOut"];

const everyMessage = (conversationId: string) =>
  everyPage<Message>((query) => {
    const params = { path: { conversation_id: conversationId }, query };
    return data(api.GET("/api/v1/conversations/{conversation_id}/messages/", { params }));
  });

/** All messages, oldest first. */
export const messagesQuery = (conversationId: string) =>
  q(["conversations", conversationId, "messages"], () => everyMessage(conversationId));

export async function stopAnswer(messageId: string): Promise<void> {
  await api.POST("/api/v1/messages/{message_id}/stop/", { params: { path: { message_id: messageId } } });
}

/** Say whether an answer helped; the last word counts, and every list that shows the answer has it then. */
export async function rateAnswer(messageId: string, { rating, comment }: Feedback): Promise<void> {
  await api.POST("/api/v1/messages/{message_id}/feedback/", {
    params: { path: { message_id: messageId } },
    body: comment ? { rating, comment } : { rating },
  });
  const said = (one: Message) => (one.id === messageId ? { ...one, feedback: { rating, comment } } : one);
  queryClient.setQueriesData<Message[]>(
    { predicate: ({ queryKey: [root, , part] }) => root === "conversations" && part === "messages" },
    (list) => list?.map(said),
  );
}
