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

export interface Stretch {
  start: number;
  end: number;
}

/** A stretch of it, with the blocks that touch it; a long text is never fetched whole to show a quote. */
export const windowQuery = ({ document_id, version }: Place, { start, end }: Stretch) => ({
  ...q(["documents", document_id, "text", version, start, end], () =>
    data(
      api.GET("/api/v1/documents/{document_id}/text/", {
        params: { path: { document_id }, query: { version, start, end } },
      }),
    ),
  ),
});

/** So much of a text stands around the quote at first, in code points. */
const REACH = 6_000;

/** What is shown first: the quote in its surroundings. */
export const firstWindowQuery = (place: Place) =>
  windowQuery(place, { start: Math.max(0, place.start - REACH), end: place.end + REACH });

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
