/** Files on their way: choosing, sending, what became of them. */
import { number, plural } from "../format";

interface Refusal {
  status: number;
  code: string;
  detail: string;
  errors: readonly { code: string; message: string }[];
  retryAfter: number | null;
}

const wait = (seconds: number | null) =>
  seconds ? ` Wait ${plural(seconds, "second", "seconds")} first.` : "";

/** Why the service did not take files, and what to do. */
function refused({ status, code, detail, errors, retryAfter }: Refusal): string {
  const named = errors[0]?.message ?? detail;
  if (errors.some((error) => error.code === "duplicate_name") || code === "duplicate_name")
    return `Two files of one name were sent at once. Rename one, or retry them one after another. ${named}`;
  if (code === "ingestion_unavailable") return `${detail}${wait(retryAfter)}`;
  if (status === 0)
    return "The server cannot be reached. The file is kept in this list; retry when it is back.";
  if (status === 404) return "This source was deleted meanwhile. Choose another one.";
  if (status === 413)
    return "Larger than this installation takes. Split it, or ask your administrator to raise the limit.";
  if (status === 429 && code !== "quota_exceeded") return `Too many requests.${wait(retryAfter)}`;
  return named || "It was not taken. Try again.";
}

export const uploads = {
  label: "Add files",
  drop: "Drop files or a folder here",
  release: "Let go to upload",
  into: (name: string) => `into “${name}”`,
  files: "Choose files",
  folder: "Choose folder",
  formats:
    "PDF, Word, PowerPoint, Excel, OpenDocument, web pages, mail, EPUB, Markdown, CSV, text, or a ZIP of them. The same name again is a new version.",
  list: "Files on their way",
  bar: "Progress of the upload",
  summary: (sent: number, all: number) => `${number(sent)} of ${plural(all, "file", "files")} sent`,
  failedCount: (n: number) => `${plural(n, "file", "files")} not sent`,
  cancelledCount: (n: number) => `${number(n)} cancelled`,
  cancel: "Cancel upload",
  retryAll: "Retry what was not sent",
  retry: (name: string) => `Retry ${name}`,
  clear: "Clear the list",
  showFiles: "Show the files",
  hideFiles: "Hide the files",
  waiting: "Waiting to be read",
  reading: (done: number, total: number) =>
    `Reading: ${number(done)} of ${plural(total, "document", "documents")}`,
  outcome: {
    indexed: (n: number) => `${number(n)} ready`,
    failed: (n: number) => `${number(n)} failed`,
    skipped: (n: number) => `${number(n)} skipped`,
    unchanged: (n: number) => `${number(n)} unchanged`,
    nothing: "Nothing new: these files were there already",
  },
  /** Of two of one name the sources tell which is meant. */
  duplicate: (uri: string, same: { uri: string; source_name: string }) =>
    `${uri} is the same file as ${same.uri} in ${same.source_name}.`,
  moreDuplicates: (n: number) => `So ${n === 1 ? "is" : "are"} ${plural(n, "other file", "other files")}.`,
  why: "Why?",
  ask: "Ask a question",
  queued: "Waiting",
  sending: (percent: number) => `${number(percent)} %`,
  storing: "Being stored",
  sent: "Sent",
  failed: "Not sent",
  cancelled: "Cancelled",
  vanished:
    "The file is no longer there: it was moved, deleted or changed since you chose it. Choose it again.",
  refused,
  nothing: "There are no files in what you dropped.",
};
