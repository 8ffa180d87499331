import { useQuery } from "@tanstack/react-query";
import type { Chatbot } from "~/api/chatbots";
import { documentsIn, sourcesQuery } from "~/api/sources";

/** Whether a chatbot has sources but no document in any of them: "active" for the service, of no use for a reader. */
export function useIsEmpty(chatbotId: string, status: Chatbot["status"] | undefined): boolean {
  const enabled = status === "active";
  // Never from before: the counts that were loaded last may be those from before the first sync.
  const { data } = useQuery({ ...sourcesQuery(chatbotId), enabled, staleTime: 0 });
  return (
    enabled &&
    data !== undefined &&
    data.every((source) => source.status !== "syncing" && !documentsIn(source))
  );
}
