/** What the source reader shows: a document's text, its pages, their pictures, the original file. */
import { api, data, send } from "./client";
import { problemOf } from "./problem";
import { q } from "./q";
import type { components } from "./schema";

export type StoredText = components["schemas"]["TextOut"];
export type OpenDocument = components["schemas"]["DocumentOut"];

/** A place in one version of a document, in code points; one without length is no more than the version. */
export interface Place {
  document_id: string;
  version: string;
  start: number;
  end: number;
}

const OPEN_MS = 5_000;

/** The stored text of the version that was cited. */
export const textQuery = ({ document_id, version }: Place) => ({
  ...q(["documents", document_id, "text", version], () =>
    data(
      api.GET("/api/v1/documents/{document_id}/text/", {
        params: { path: { document_id }, query: { version } },
      }),
    ),
  ),
});

/** The document's row, looked at again while its reader is open: it may be deleted or replaced meanwhile. */
export const openDocumentQuery = (documentId: string) => ({
  ...q(["documents", documentId], () =>
    data(api.GET("/api/v1/documents/{document_id}/", { params: { path: { document_id: documentId } } })),
  ),
  refetchInterval: OPEN_MS,
});

/** A page's size and the boxes around the quote's words on it, in fractions of the page. */
export const pageQuery = ({ document_id, version, start, end }: Place, n: number) =>
  q(["documents", document_id, "page", version, n, start, end], () =>
    data(
      api.GET("/api/v1/documents/{document_id}/pages/{n}/", {
        params: { path: { document_id, n }, query: { version, ...(end > start ? { start, end } : {}) } },
      }),
    ),
  );

/** The page as a picture: fetched with the token, since an ``img`` cannot send one. */
export const pageImageQuery = ({ document_id, version }: Place, n: number, width: number) => ({
  ...q(["documents", document_id, "image", version, n, width], () =>
    blob(
      `/api/v1/documents/${encodeURIComponent(document_id)}/pages/${n}/image/?` +
        new URLSearchParams({ version, width: String(width) }).toString(),
    ),
  ),
  staleTime: Infinity,
  gcTime: 60_000,
});

/** The original file, as it was uploaded. */
export const originalOf = (documentId: string) =>
  blob(`/api/v1/documents/${encodeURIComponent(documentId)}/file/`);

async function blob(path: string): Promise<Blob> {
  const response = await send(new Request(path));
  if (!response.ok) throw await problemOf(response);
  return response.blob();
}
