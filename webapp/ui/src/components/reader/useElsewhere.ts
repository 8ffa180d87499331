import { useState } from "react";
import type { Passage } from "~/api/messages";
import type { Stretch } from "~/api/reader";
import { toastFailure } from "~/components/toast";
import { t } from "~/texts";
import { spotAt } from "./finding";

/** Another place of the document than the passage, gone to from its outline; forgotten with the next passage. */
export function useElsewhere(passage: Passage) {
  const [gone, setGone] = useState<{ from: Passage; to: Passage } | null>(null);
  /** The place's page, once it is known; null where it has none, or could not be gone to. */
  const go = async (version: string, stretch: Stretch): Promise<number | null> => {
    try {
      const spot = await spotAt({ document_id: passage.document_id, version }, stretch);
      setGone({ from: passage, to: { ...passage, version, ...spot, place: null, quote: "" } });
      return spot.page;
    } catch (thrown) {
      toastFailure(t.chat.reader.goFailed, thrown);
      return null;
    }
  };
  return { elsewhere: gone?.from === passage ? gone.to : null, go, back: () => setGone(null) };
}
