import { useQueries } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import {
  documentPageQuery,
  pagesOf,
  type DocumentChoice,
  type DocumentFilter,
  type LoadedPage,
} from "~/api/documentPages";
import type { Document } from "~/api/documents";
import type { Source } from "~/api/sources";

/** Rows that are loaded before they come into sight. */
const AHEAD = 30;

/** The first and the last row in sight, of a list. */
export interface Sight {
  list: string;
  first: number;
  last: number;
}

const TOP = { first: 0, last: 0 };

export interface DocumentRows {
  /** Names the list: where one stands in it is another list's business. */
  list: string;
  /** Undefined where it is not loaded yet. */
  at: (row: number) => Document | undefined;
  loaded: number;
  /** Whether there are more than the loaded ones. */
  goesOn: boolean;
}

/** The rows of a source's documents. Pages in sight are kept fresh; others are loaded when one comes to them. */
export function useDocumentPages(source: Source, { status, type, language, typed }: DocumentFilter) {
  const sourceId = source.id;
  const wanted = useMemo(
    () => ({ sourceId, filter: { status, type, language, typed } }),
    [sourceId, status, type, language, typed],
  );
  const [sight, setSight] = useState({ list: "", ...TOP });
  const pages = pagesOf(wanted);
  const syncing = source.status === "syncing";
  const results = useQueries({
    queries: pages.map((one) => ({
      ...documentPageQuery(wanted, one.cursor, syncing),
      // Their data is read by pagesOf.
      notifyOnChangeProps: ["data" as const, "error" as const],
      enabled: isInSight(one, sight.list === nameOf(wanted) ? sight : TOP),
    })),
  });
  // The list before stays until the first page of the one that is wanted has come, or does not come.
  const [shown, setShown] = useState(wanted);
  const [next, isThere] = [results.at(-1), pages[0]?.page !== undefined];
  const failed = next?.isError && !pages.at(-1)?.page ? next : null;
  if (isThere && shown !== wanted) setShown(wanted);
  const before = failed || shown.sourceId !== sourceId ? null : rowsOf(shown, pagesOf(shown));
  return {
    rows: isThere ? rowsOf(wanted, pages) : before,
    isPending: !isThere && !failed,
    error: failed?.error ?? null,
    retry: () => void next?.refetch(),
    see: setSight,
  };
}

const nameOf = ({ sourceId, filter }: DocumentChoice) =>
  JSON.stringify([sourceId, filter.status, filter.type, filter.typed]);

/** Rows are in sight also a little before they are; a page that is to come has its first row to tell. */
function isInSight({ start, page }: LoadedPage, { first, last }: typeof TOP): boolean {
  const end = page ? start + Math.max(page.items.length, 1) : Infinity;
  return start <= last + AHEAD && end > first - AHEAD;
}

/** Null before its first page has come. */
function rowsOf(choice: DocumentChoice, pages: readonly LoadedPage[]): DocumentRows | null {
  const last = pages.at(-1);
  if (!last || !pages[0]?.page) return null;
  return {
    list: nameOf(choice),
    at: (row) => {
      const found = pages.findLast(({ start }) => start <= row);
      return found?.page?.items[row - found.start];
    },
    loaded: last.start + (last.page?.items.length ?? 0),
    goesOn: !last.page,
  };
}
