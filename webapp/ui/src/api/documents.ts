/** Documents: some found by name, one, what can be done with it. Their lists are in documentPages.ts. */
import { api, data } from "./client";
import { putDocument } from "./documentPages";
import { q, queryClient } from "./q";
import type { components } from "./schema";
import { sourcesAreStale, sourcesQuery } from "./sources";
import { lastSyncsAreStale } from "./syncs";

export type Document = components["schemas"]["DocumentOut"];
export type Languages = components["schemas"]["LanguagesOut"];
export type DocumentStatus = Document["status"];

const FOUND = 8;

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

const path = (documentId: string) => ({ params: { path: { document_id: documentId } } });

/** The row as it must be now, at once; what else shows through is looked at again. */
async function changed(document: Document): Promise<void> {
  queryClient.setQueryData(documentQuery(document.id).queryKey, document);
  await Promise.all([
    putDocument(document),
    queryClient.invalidateQueries({ queryKey: ["documents", document.id] }),
    lastSyncsAreStale(document.source_id),
    sourcesAreStale(),
  ]);
}

/** Index again what was deleted, failed or skipped. */
export async function retryDocument(document: Document): Promise<void> {
  await api.POST("/api/v1/documents/{document_id}/retry/", path(document.id));
  await changed({ ...document, status: "pending", error: null });
}

/** Say which language it is in; null: its text tells again. */
export async function correctLanguage(document: Document, language: string | null): Promise<void> {
  const call = api.PATCH("/api/v1/documents/{document_id}/", { ...path(document.id), body: { language } });
  await changed(await data(call));
}

/** The languages of a source's documents; looked at again when more or fewer of them are searchable. */
export const languagesQuery = (sourceId: string, indexed: number) =>
  q(["sources", sourceId, "languages", indexed], () =>
    data(api.GET("/api/v1/sources/{source_id}/languages/", { params: { path: { source_id: sourceId } } })),
  );

export async function deleteDocument(document: Document): Promise<void> {
  await api.DELETE("/api/v1/documents/{document_id}/", path(document.id));
  await changed({ ...document, status: "deleted" });
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
