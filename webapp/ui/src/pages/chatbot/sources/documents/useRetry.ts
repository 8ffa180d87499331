import { useMutation } from "@tanstack/react-query";
import { retryDocument, type Document } from "~/api/documents";
import { toast, toastFailure } from "~/components/toast";
import { t } from "~/texts";

export const canRetry = ({ status }: Document) =>
  status === "failed" || status === "skipped" || status === "deleted";

/** Have a document read again. */
export function useRetry() {
  return useMutation({
    mutationFn: retryDocument,
    onSuccess: (_, { title }) => toast(t.sources.document.retried(title)),
    onError: (thrown) => toastFailure(t.sources.document.retryFailed, thrown),
  });
}
