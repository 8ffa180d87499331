/** How a document can be shown. */
import { t } from "~/texts";

export const PDF = "application/pdf";

/** ``read``: as it was meant, which of a PDF is its page; ``text``: a PDF's words as they are read; ``raw``: as stored. */
export type View = "read" | "text" | "raw";

export const PAGED = [
  { value: "read", label: t.chat.reader.asPage },
  { value: "text", label: t.chat.reader.asText },
  { value: "raw", label: t.chat.reader.asStored },
] as const;
export const READ = [
  { value: "read", label: t.chat.reader.asRead },
  { value: "raw", label: t.chat.reader.asStored },
] as const;

export const isMarkdown = (mime: string, uri: string) =>
  mime === "text/markdown" || mime === "text/x-markdown" || (!mime && /\.(md|markdown)$/i.test(uri));
