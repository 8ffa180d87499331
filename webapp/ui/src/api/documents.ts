/** Documents: lists, one, what can be done with them. */
import { api, data } from "./client";
import { q } from "./q";
import type { components } from "./schema";
import { sourcesQuery } from "./sources";

export type Document = components["schemas"]["DocumentOut"];
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
