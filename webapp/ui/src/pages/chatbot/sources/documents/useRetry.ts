import { useMutation } from "@tanstack/react-query";
import { retryDocument } from "~/api/documents";
import { toast, toastFailure } from "~/components/toast";
import { t } from "~/texts";

/** Have a document read again. */
export function useRetry() {
  return useMutation({
    mutationFn: retryDocument,
    onSuccess: (_, { title }) => toast(t.sources.document.retried(title)),
    onError: (thrown) => toastFailure(t.sources.document.retryFailed, thrown),
  });
}
