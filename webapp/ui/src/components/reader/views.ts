/** How a document can be shown. */
import { t } from "~/texts";

/** What a passage with a page is taken to be in before its document is known. */
export const PDF = "application/pdf";
const WITH_PAGES = new Set([PDF, "image/png", "image/jpeg"]);

/** Whether a document can be shown as it looks: one whose text was stored before it had pages cannot. */
export const isPaged = (mime: string, pages: number | null) => pages !== null && WITH_PAGES.has(mime);

/** ``read``: as it was meant, which of a PDF or a picture is its page; ``text``: its words; ``raw``: as stored. */
export type View = "read" | "text" | "raw";

/** The views of a document with pages, and of one without. */
export const choices = (paged: boolean) =>
  paged
    ? ([
        { value: "read", label: t.chat.reader.asPage },
        { value: "text", label: t.chat.reader.asText },
        { value: "raw", label: t.chat.reader.asStored },
      ] as const)
    : ([
        { value: "read", label: t.chat.reader.asRead },
        { value: "raw", label: t.chat.reader.asStored },
      ] as const);

export const isMarkdown = (mime: string, uri: string) =>
  mime === "text/markdown" || mime === "text/x-markdown" || (!mime && /\.(md|markdown)$/i.test(uri));
