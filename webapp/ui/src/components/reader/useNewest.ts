import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Passage } from "~/api/messages";
import type { OpenDocument } from "~/api/reader";
import { wordsQuery, type Spot } from "./finding";

interface Newest {
  /** The passage in the newest version; null while it is looked for, or when it is not asked for. */
  passage: Passage | null;
  /** Whether the words that were cited still stand in it. */
  found: boolean;
}

/** The cited words in the document's newest version, by their wording. Without ``row`` nothing is looked for. */
export function useNewest(passage: Passage, row: OpenDocument | undefined): Newest {
  const version = row && row.status !== "deleted" ? row.version : null;
  const wanted = version !== null && version !== passage.version;
  const newest = { document_id: passage.document_id, version: version ?? "" };
  const { data } = useQuery({
    ...wordsQuery(newest, passage.quote, passage.start),
    enabled: wanted,
    staleTime: Infinity,
  });
  return useMemo(
    () =>
      wanted && data !== undefined
        ? { passage: moved(passage, version, data), found: data !== null }
        : { passage: null, found: false },
    [wanted, data, passage, version],
  );
}

/** Where it stands may be called otherwise by now; only its page is told anew. */
const moved = (passage: Passage, version: string, spot: Spot | null): Passage => ({
  ...passage,
  version,
  ...(spot ?? { start: 0, end: 0, page: null }),
  place: null,
});
