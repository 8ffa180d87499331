/** A passage's reference in words: for copies that leave the page. */
import type { Passage } from "~/api/messages";
import { t } from "~/texts";

type Placed = Pick<Passage, "page" | "place">;

/** Where in its document a passage stands: its page, else the place that the document has a name for. */
export const placeOf = ({ page, place }: Placed): string | null =>
  page === null ? (place?.label ?? null) : t.chat.page(page);

/** "Title, page 14 (uri)"; the address is left out where it says nothing new. */
export function referenceOf(passage: Pick<Passage, "title" | "uri"> & Placed): string {
  const { title, uri } = passage;
  const place = placeOf(passage);
  const where = place === null || place === title ? title : `${title}, ${place}`;
  return uri && uri !== title ? `${where} (${uri})` : where;
}

/** The quote in quotation marks and where it stands. */
export const quoteWithReference = (passage: Pick<Passage, "title" | "uri" | "quote"> & Placed) =>
  `“${passage.quote.trim()}”\n— ${referenceOf(passage)}`;
