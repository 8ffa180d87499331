/** A passage's reference in words: for copies that leave the page. */
import type { Passage } from "~/api/messages";
import { t } from "~/texts";

/** "Title, page 14 (uri)"; the address is left out where it says nothing new. */
export function referenceOf({ title, uri, page }: Pick<Passage, "title" | "uri" | "page">): string {
  const where = page === null ? title : `${title}, ${t.chat.page(page)}`;
  return uri && uri !== title ? `${where} (${uri})` : where;
}

/** The quote in quotation marks and where it stands. */
export const quoteWithReference = (passage: Pick<Passage, "title" | "uri" | "page" | "quote">) =>
  `“${passage.quote.trim()}”\n— ${referenceOf(passage)}`;
