/** Where something stands in a document, found window by window: a long text is never fetched whole for it. */
import { api, data } from "~/api/client";
import { q, queryClient } from "~/api/q";
import { windowQuery, type Place, type StoredText, type Stretch } from "~/api/reader";
import { codePoints } from "./codePoints";
import { locate } from "./locate";

/** A place to look at; its page where the document has pages. */
export interface Spot extends Stretch {
  page: number | null;
}

type Version = Pick<Place, "document_id" | "version">;

/** So much is looked through at a time, in code points; words may begin in one window and end in the next. */
const STEP = 100_000;

const pageOf = ({ pages }: StoredText, start: number) =>
  pages.find((one) => one.start <= start && start < one.end)?.page ?? null;

/** A stretch of a version, with its page. Throws ``Problem``. */
export async function spotAt(version: Version, { start, end }: Stretch): Promise<Spot> {
  const place = { ...version, start, end };
  const window = await queryClient.fetchQuery(windowQuery(place, { start, end: start + 1 }));
  return { start, end, page: pageOf(window, start) };
}

/** Where words stand in a version, looked for from an earlier place on, then from the beginning; null: nowhere. */
export const wordsQuery = (version: Version, words: string, near: number) =>
  q(["documents", version.document_id, "words", version.version, words, near], async () => {
    const reach = 2 * codePoints(words);
    const from = Math.max(0, near - STEP / 2);
    return (
      (await within(version, words, { start: from, end: Infinity, reach })) ??
      (from > 0 ? within(version, words, { start: 0, end: from + reach, reach }) : null)
    );
  });

interface Part extends Stretch {
  /** How far windows lie over each other. */
  reach: number;
}

async function within(version: Version, words: string, { start, end, reach }: Part): Promise<Spot | null> {
  for (let at = start; at < end; at += STEP) {
    const window = await windowAt(version, { start: at, end: at + STEP + reach });
    const span = locate(window.text, words);
    if (span) {
      const from = window.start + codePoints(window.text.slice(0, span.from));
      return {
        start: from,
        end: from + codePoints(window.text.slice(span.from, span.to)),
        page: pageOf(window, from),
      };
    }
    if (at + STEP >= window.length) return null;
  }
  return null;
}

/** Not kept: what is only looked through is not read. */
const windowAt = ({ document_id, version }: Version, { start, end }: Stretch) =>
  data(
    api.GET("/api/v1/documents/{document_id}/text/", {
      params: { path: { document_id }, query: { version, start, end } },
    }),
  );
