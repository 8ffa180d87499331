/** Documents: lists, one, what can be done with them. */
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { api, data } from "./client";
import { q } from "./q";
import type { components } from "./schema";
import { sourcesQuery } from "./sources";
import { syncsAreStale } from "./syncs";
import { queryClient } from "./q";

export type Document = components["schemas"]["DocumentOut"];
export type DocumentStatus = Document["status"];
type DocumentList = components["schemas"]["DocumentList"];

const FOUND = 8;
const PAGE = 100;
const BUSY_MS = 2_000;
const FEW_PAGES = 3;

/** The first documents of a chatbot's sources whose name holds ``typed``. */
export const documentsOfQuery = (chatbotId: string, typed: string) =>
  q(["chatbots", chatbotId, "documents", typed], async (): Promise<Document[]> => {
    const sources = await sourcesQuery(chatbotId).queryFn();
    const lists = sources.map(({ id }) =>
      data(
        api.GET("/api/v1/sources/{source_id}/documents/", {
          params: { path: { source_id: id }, query: { q: typed.trim(), limit: FOUND } },
        }),
      ),
    );
    return (await Promise.all(lists)).flatMap((list) => list.items);
  });

export const documentQuery = (documentId: string) =>
  q(["documents", documentId], () =>
    data(api.GET("/api/v1/documents/{document_id}/", { params: { path: { document_id: documentId } } })),
  );

export interface DocumentFilter {
  status: DocumentStatus | undefined;
  typed: string;
}

async function documentsPage(
  sourceId: string,
  filter: DocumentFilter,
  cursor: string,
): Promise<DocumentList> {
  const query = {
    limit: PAGE,
    ...(cursor ? { cursor } : {}),
    ...(filter.status ? { status: filter.status } : {}),
    ...(filter.typed ? { q: filter.typed } : {}),
  };
  const params = { path: { source_id: sourceId }, query };
  return data(api.GET("/api/v1/sources/{source_id}/documents/", { params }));
}

/** A source's documents by name, page after page. While it syncs, a short list is looked at again by itself. */
export const documentsQuery = (sourceId: string, filter: DocumentFilter, syncing: boolean) =>
  infiniteQueryOptions({
    queryKey: ["sources", sourceId, "documents", filter] as const,
    queryFn: ({ pageParam }) => documentsPage(sourceId, filter, pageParam),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      syncing && (state.data?.pages.length ?? 0) <= FEW_PAGES ? BUSY_MS : (false as const),
  });

const path = (documentId: string) => ({ params: { path: { document_id: documentId } } });

async function changed(document: Document): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ["documents", document.id] }),
    syncsAreStale(document.source_id),
  ]);
}

/** Index again what was deleted, failed or skipped. */
export async function retryDocument(document: Document): Promise<void> {
  await api.POST("/api/v1/documents/{document_id}/retry/", path(document.id));
  await changed(document);
}

export async function deleteDocument(document: Document): Promise<void> {
  await api.DELETE("/api/v1/documents/{document_id}/", path(document.id));
  await changed(document);
}

/** The original file, handed to the browser as a download. */
export async function downloadDocument(file: Document): Promise<void> {
  const call = api.GET("/api/v1/documents/{document_id}/file/", { ...path(file.id), parseAs: "blob" });
  const url = URL.createObjectURL((await data(call)) as Blob);
  const link = Object.assign(window.document.createElement("a"), {
    href: url,
    download: file.uri.split("/").at(-1) ?? file.title,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
