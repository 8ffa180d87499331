/** What the reader will ask for, asked for before it is there. */
import type { Passage } from "~/api/messages";
import { queryClient } from "~/api/q";
import { firstWindowQuery, openDocumentQuery, pageImageQuery, pageQuery } from "~/api/reader";
import { likelyWidth, pictureWidth } from "./pictureWidth";

/** Fetch a passage's page, or its text where there are no pages. Failures are the reader's to tell. */
export function readAhead(passage: Passage, page: number | undefined): void {
  void queryClient.prefetchQuery(openDocumentQuery(passage.document_id));
  if (passage.page === null) return void queryClient.prefetchQuery(firstWindowQuery(passage));
  const n = page ?? passage.page;
  void queryClient.prefetchQuery(pageQuery(passage, n));
  // On a narrow screen the picture's size depends on where the quote stands.
  const width = likelyWidth();
  if (width > 0) void queryClient.prefetchQuery(pageImageQuery(passage, n, pictureWidth(width)));
}
