/** Which documents it means something to read again. */
import type { Document } from "~/api/documents";

/** The same bytes would end the same way: what is to be done about them is said beside it. */
const FINAL = new Set([
  "bad_encoding",
  "broken",
  "dynamic_form",
  "empty",
  "encrypted",
  "too_long",
  "too_many_pages",
  "type_mismatch",
  "unknown_type",
]);

export const isFinal = (code: string | undefined) => code !== undefined && FINAL.has(code);

/** Deleted ones are brought back; others where another attempt may end otherwise. */
export const canRetry = ({ status, error }: Document) =>
  status === "deleted" || ((status === "failed" || status === "skipped") && !isFinal(error?.code));
