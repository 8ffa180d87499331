/** What a draft belongs to: a conversation, or the one that its question will begin. */
export const placeOf = (chatbotId: string, conversationId: string | undefined) =>
  conversationId ?? `new:${chatbotId}`;
