/** Messages of a conversation: the query, and what can be done with an answer. */
import { api, data } from "./client";
import { q } from "./q";
import type { components } from "./schema";
import type { Message } from "./stream";

export type Passage = components["schemas"]["PassageOut"];
type MessageList = components["schemas"]["MessageList"];

const PAGE = 100;

async function everyMessage(conversationId: string): Promise<Message[]> {
  const all: Message[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = cursor ? { limit: PAGE, cursor } : { limit: PAGE };
    const params = { path: { conversation_id: conversationId }, query };
    const page: MessageList = await data(
      api.GET("/api/v1/conversations/{conversation_id}/messages/", { params }),
    );
    all.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return all;
}

/** All messages, oldest first. */
export const messagesQuery = (conversationId: string) =>
  q(["conversations", conversationId, "messages"], () => everyMessage(conversationId));

export async function stopAnswer(messageId: string): Promise<void> {
  await api.POST("/api/v1/messages/{message_id}/stop/", { params: { path: { message_id: messageId } } });
}

export async function rateAnswer(messageId: string, rating: "up" | "down", comment?: string): Promise<void> {
  await api.POST("/api/v1/messages/{message_id}/feedback/", {
    params: { path: { message_id: messageId } },
    body: comment ? { rating, comment } : { rating },
  });
}
