import { useQueries } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import {
  documentPageQuery,
  pagesOf,
  type Document,
  type DocumentFilter,
  type LoadedPage,
} from "~/api/documentPages";
import type { Source } from "~/api/sources";

/** Rows that are loaded before they come into sight. */
const AHEAD = 30;

/** The first and the last row in sight. */
export interface Sight {
  first: number;
  last: number;
}

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
export function useDocumentPages(source: Source, filter: DocumentFilter, sight: Sight) {
  const { status, typed } = filter;
  const sourceId = source.id;
  const wanted = useMemo(() => ({ sourceId, filter: { status, typed } }), [sourceId, status, typed]);
  const pages = pagesOf(wanted);
  const syncing = source.status === "syncing";
  const results = useQueries({
    queries: pages.map((one) => ({
      ...documentPageQuery(wanted, one.cursor, syncing),
      enabled: isInSight(one, sight),
    })),
  });
  // The list before stays until the first page of the one that is wanted has come.
  const [shown, setShown] = useState(wanted);
  const isThere = pages[0]?.page !== undefined;
  if (isThere && shown !== wanted) setShown(wanted);
  const next = results.at(-1);
  const failed = next?.isError ? next : null;
  return {
    rows: rowsOf(isThere ? pages : shown.sourceId === sourceId ? pagesOf(shown) : [], shown.filter),
    isPending: !isThere && !failed,
    error: failed?.error ?? null,
    retry: () => void next?.refetch(),
  };
}

/** Rows are in sight also a little before they are; a page that is to come has its first row to tell. */
function isInSight({ start, page }: LoadedPage, { first, last }: Sight): boolean {
  const end = page ? start + Math.max(page.items.length, 1) : Infinity;
  return start <= last + AHEAD && end > first - AHEAD;
}

function rowsOf(pages: readonly LoadedPage[], filter: DocumentFilter): DocumentRows | null {
  const last = pages.at(-1);
  if (!last || !pages[0]?.page) return null;
  const find = (row: number) => pages.findLast(({ start }) => start <= row);
  return {
    list: `${filter.status ?? ""} ${filter.typed}`,
    at: (row) => {
      const found = find(row);
      return found?.page?.items[row - found.start];
    },
    loaded: last.start + (last.page?.items.length ?? 0),
    goesOn: !last.page || last.page.next_cursor !== null,
  };
}
