/**
 * A source's documents by name, page after page. Each page is a query of its own: what is looked at again are the pages
 * in sight, however many are loaded.
 */
import { hashKey, queryOptions } from "@tanstack/react-query";
import { api, data } from "./client";
import { queryClient } from "./q";
import type { components } from "./schema";

type Document = components["schemas"]["DocumentOut"];
type DocumentStatus = Document["status"];

export type DocumentPage = components["schemas"]["DocumentList"];

export interface DocumentFilter {
  status: DocumentStatus | undefined;
  /** An ending; others of its format count as well. */
  type: string | undefined;
  language: string | undefined;
  typed: string;
}

/** Which documents: of one source, filtered. */
export interface DocumentChoice {
  sourceId: string;
  filter: DocumentFilter;
}

/** The first page's cursor. */
const START = "";
const PAGE = 100;
const BUSY_MS = 2_000;
const FRESH_MS = 30_000;
/** So many pages of new documents are looked through for the place where the known ones go on. */
const MOST_NEW = 5;

const listsOf = (sourceId: string) => ["sources", sourceId, "documents"] as const;
const keyOf = ({ sourceId, filter }: DocumentChoice, cursor: string) =>
  [...listsOf(sourceId), filter, cursor] as const;

const known = (choice: DocumentChoice, cursor: string) =>
  queryClient.getQueryData<DocumentPage>(keyOf(choice, cursor));

function fetchPage({ sourceId, filter }: DocumentChoice, cursor: string): Promise<DocumentPage> {
  const query = {
    limit: PAGE,
    ...(cursor ? { cursor } : {}),
    ...(filter.status ? { status: filter.status } : {}),
    ...(filter.type ? { type: filter.type } : {}),
    ...(filter.language ? { language: filter.language } : {}),
    ...(filter.typed ? { q: filter.typed } : {}),
  };
  const params = { path: { source_id: sourceId }, query };
  return data(api.GET("/api/v1/sources/{source_id}/documents/", { params }));
}

/**
 * ``fresh`` up to where ``before`` ended, so that the pages after it stay where they are: before its last document went
 * or new ones came. ``null`` where that place is not in ``fresh``.
 */
export function upToTheSameEnd(
  fresh: DocumentPage,
  before: DocumentPage,
  after: DocumentPage | undefined,
): DocumentPage | null {
  if (fresh.next_cursor === before.next_cursor || before.next_cursor === null || fresh.next_cursor === null) {
    return fresh;
  }
  const last = before.items.at(-1)?.id;
  const following = new Set(after?.items.map(({ id }) => id));
  const end =
    fresh.items.findIndex(({ id }) => id === last) + 1 ||
    fresh.items.findIndex(({ id }) => following.has(id));
  return end < 0 ? null : { items: fresh.items.slice(0, end), next_cursor: before.next_cursor };
}

/** A page; one that is known keeps its end, with pages of their own for what came in between. */
async function loadPage(choice: DocumentChoice, cursor: string): Promise<DocumentPage> {
  const before = known(choice, cursor);
  const first = await fetchPage(choice, cursor);
  if (!before) return first;
  const after = before.next_cursor === null ? undefined : known(choice, before.next_cursor);
  const whole = upToTheSameEnd(first, before, after);
  if (whole) return whole;
  for (let at = first.next_cursor, round = 0; at !== null && round < MOST_NEW; round += 1) {
    const between = await fetchPage(choice, at);
    const cut = upToTheSameEnd(between, before, after);
    queryClient.setQueryData(keyOf(choice, at), cut ?? between);
    if (cut) break;
    at = between.next_cursor;
  }
  return first;
}

/** One page. While ``syncing`` it is looked at again by itself. */
export const documentPageQuery = (choice: DocumentChoice, cursor: string, syncing: boolean) =>
  queryOptions({
    queryKey: keyOf(choice, cursor),
    queryFn: () => loadPage(choice, cursor),
    staleTime: syncing ? BUSY_MS : FRESH_MS,
    refetchInterval: syncing ? BUSY_MS : false,
  });

export interface LoadedPage {
  cursor: string;
  /** Its first document's row. */
  start: number;
  /** Undefined for the last one of a list that goes on: it is still to be loaded. */
  page: DocumentPage | undefined;
}

/** The pages that are loaded, in their order, and the one to be loaded next. */
export function pagesOf(choice: DocumentChoice): LoadedPage[] {
  const pages: LoadedPage[] = [];
  for (let cursor: string | null = START, start = 0; cursor !== null;) {
    const page = known(choice, cursor);
    pages.push({ cursor, start, page });
    start += page?.items.length ?? 0;
    cursor = page ? page.next_cursor : null;
  }
  return pages;
}

const belongs = (status: DocumentStatus, filter: DocumentFilter) =>
  filter.status ? filter.status === status : status !== "deleted";

const filterOf = (key: readonly unknown[]) => key[3] as DocumentFilter;

/** A document as it is now: its row changes or leaves the lists that are loaded; a list that it enters is asked for. */
export async function putDocument(document: Document): Promise<void> {
  const queryKey = listsOf(document.source_id);
  const isIt = ({ id }: Document) => id === document.id;
  const held = new Set<string>();
  for (const [key, page] of queryClient.getQueriesData<DocumentPage>({ queryKey })) {
    if (!page?.items.some(isIt)) continue;
    held.add(hashKey([filterOf(key)]));
    const items = belongs(document.status, filterOf(key))
      ? page.items.map((row) => (isIt(row) ? document : row))
      : page.items.filter((row) => !isIt(row));
    queryClient.setQueryData(key, { ...page, items });
  }
  await queryClient.invalidateQueries({
    queryKey,
    predicate: ({ queryKey: key }) =>
      belongs(document.status, filterOf(key)) && !held.has(hashKey([filterOf(key)])),
  });
}
