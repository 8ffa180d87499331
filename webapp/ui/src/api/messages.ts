/** Messages of a conversation: the query, and what can be done with an answer. */
import { api, data } from "./client";
import { everyPage } from "./everyPage";
import { q, queryClient } from "./q";
import type { components } from "./schema";
import { whilePending } from "./summaries";
import type { Message } from "./stream";

export type Passage = components["schemas"]["PassageOut"];
export type Feedback = components["schemas"]["FeedbackOut"];

export type Explanation = components["schemas"]["ExplanationOut"];
export type Replay = components["schemas"]["ReplayOut"];

const everyMessage = (conversationId: string, aside = false) =>
  everyPage<Message>((page) => {
    const query = aside ? { ...page, set_aside: true } : page;
    const params = { path: { conversation_id: conversationId }, query };
    return data(api.GET("/api/v1/conversations/{conversation_id}/messages/", { params }));
  });

/** All messages, oldest first. */
export const messagesQuery = (conversationId: string) =>
  q(["conversations", conversationId, "messages"], () => everyMessage(conversationId));

/** Also what was set aside: earlier questions and answers, in the order in which they were written. */
export const everythingSaidQuery = (conversationId: string) =>
  q(["conversations", conversationId, "everything"], () => everyMessage(conversationId, true));

/** Questions to go on with after an answer; looked at again until they were tried. */
export const followupsQuery = (messageId: string) => ({
  ...q(["messages", messageId, "followups"], () =>
    data(
      api.GET("/api/v1/messages/{message_id}/followups/", { params: { path: { message_id: messageId } } }),
    ),
  ),
  staleTime: Infinity,
  refetchInterval: whilePending,
  // They are a help: without them nothing is missing.
  retry: false,
});

/** How an answer came about. */
export const explanationQuery = (messageId: string) =>
  q(["messages", messageId, "explanation"], () =>
    data(api.GET("/api/v1/messages/{message_id}/explain/", { params: { path: { message_id: messageId } } })),
  );

/** The same question under today's settings; nothing is stored. */
export const replayAnswer = (messageId: string): Promise<Replay> =>
  data(api.POST("/api/v1/messages/{message_id}/replay/", { params: { path: { message_id: messageId } } }));

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
