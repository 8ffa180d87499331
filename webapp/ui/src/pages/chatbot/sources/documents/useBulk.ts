import { useMutation } from "@tanstack/react-query";
import { changeDocuments, type Action } from "~/api/bulk";
import { toast, toastFailure } from "~/components/toast";
import { part, t } from "~/texts";

const b = part(() => t.sources.bulk);

interface Wanted {
  action: Action;
  ids: readonly string[];
}

/** Do the same with several documents of a source. */
export function useBulk(sourceId: string, onDone: () => void = () => undefined) {
  return useMutation({
    mutationFn: ({ action, ids }: Wanted) => changeDocuments(sourceId, action, ids),
    onSuccess: ({ done, refused }, { action }) => {
      toast([b.done[action](done), ...(refused ? [b.refused(refused)] : [])].join(" "));
      onDone();
    },
    onError: (thrown) => toastFailure(b.failed, thrown),
  });
}
