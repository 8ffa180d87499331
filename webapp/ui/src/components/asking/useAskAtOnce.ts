import { useNavigate, useParams } from "@tanstack/react-router";
import { placeOf } from "~/pages/chatbot/chat/places";
import { handed } from "./handed";

/** Asks a question in the conversation that is open, else in a new one, and goes there. */
export function useAskAtOnce(chatbotId: string) {
  const navigate = useNavigate();
  const { conversationId } = useParams({ strict: false });
  return (question: string) => {
    handed.put(placeOf(chatbotId, conversationId), question);
    void navigate({
      to: "/chatbots/$chatbotId/chat/{-$conversationId}",
      params: { chatbotId, conversationId },
    });
  };
}
