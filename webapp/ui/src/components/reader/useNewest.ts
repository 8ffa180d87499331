import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Passage } from "~/api/messages";
import { textQuery, type OpenDocument, type StoredText } from "~/api/reader";
import { codePoints } from "./codePoints";
import { locate } from "./locate";

interface Newest {
  /** The passage in the newest version; null while its text is on its way, or when it is not asked for. */
  passage: Passage | null;
  /** Whether the words that were cited still stand in it. */
  found: boolean;
}

/** The cited words in the document's newest version, by their wording. Without ``row`` nothing is looked for. */
export function useNewest(passage: Passage, row: OpenDocument | undefined): Newest {
  const version = row && row.status !== "deleted" ? row.version : null;
  const wanted = version !== null && version !== passage.version;
  const place = { ...passage, version: version ?? passage.version };
  const { data } = useQuery({ ...textQuery(place), enabled: wanted });
  return useMemo(
    () => (wanted && data ? placed(passage, data) : { passage: null, found: false }),
    [wanted, data, passage],
  );
}

function placed(passage: Passage, { text, version, pages }: StoredText): Newest {
  const span = locate(text, passage.quote);
  if (!span)
    return { passage: { ...passage, version, start: 0, end: 0, page: null, place: null }, found: false };
  const start = codePoints(text.slice(0, span.from));
  const end = start + codePoints(text.slice(span.from, span.to));
  const page = pages.find((one) => one.start <= start && start < one.end)?.page ?? null;
  // Where it stands may be called otherwise by now; only its page is told anew.
  return { passage: { ...passage, version, start, end, page, place: null }, found: true };
}
