/** A passage's reference in words: for copies that leave the page. */
import type { Passage } from "~/api/messages";
import { t } from "~/texts";

type Placed = Pick<Passage, "page" | "place">;

/** Where in its document a passage stands: its page, else the place that the document has a name for.

    A page that was read by OCR says so in the place's label, behind its number. */
export function placeOf({ page, place }: Placed): string | null {
  if (page === null) return place ? labelOf(place) : null;
  const said = place?.page === page ? labelOf(place).replace(/^p\. \d+/, "") : "";
  return `${t.chat.page(page)}${said}`;
}

/** The name of a place with the server's own words in the interface's language. A heading stays as it stands. */
export function labelOf({ label, kind }: { label: string; kind: string }): string {
  if (kind === "row")
    return label.replace(/(^|, )row (\d+)$/, (_, before: string, row: string) => before + t.chat.row(row));
  return kind === "heading" ? label : label.replace(/read by OCR(?=\)?$)/, t.chat.byOcr);
}

/** "Title, page 14 (uri)"; the address is left out where it says nothing new. */
export function referenceOf(passage: Pick<Passage, "title" | "uri"> & Placed): string {
  const { title, uri } = passage;
  const place = placeOf(passage);
  const where = place === null || place === title ? title : `${title}, ${place}`;
  return uri && uri !== title ? `${where} (${uri})` : where;
}

/** The quote in quotation marks and where it stands. */
export const quoteWithReference = (passage: Pick<Passage, "title" | "uri" | "quote"> & Placed) =>
  `${t.chat.quoted(passage.quote.trim())}\n— ${referenceOf(passage)}`;
