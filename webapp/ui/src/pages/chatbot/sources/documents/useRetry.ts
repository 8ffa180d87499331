import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { retryDocument, type Document } from "~/api/documents";
import { asProblem } from "~/api/problem";
import { t } from "~/texts";

export const canRetry = ({ status }: Document) =>
  status === "failed" || status === "skipped" || status === "deleted";

/** Have a document read again. */
export function useRetry() {
  return useMutation({
    mutationFn: retryDocument,
    onSuccess: (_, { title }) => notifications.show({ message: t.sources.document.retried(title) }),
    onError: (thrown) =>
      notifications.show({
        color: "red",
        title: t.sources.document.retryFailed,
        message: asProblem(thrown).detail,
      }),
  });
}
