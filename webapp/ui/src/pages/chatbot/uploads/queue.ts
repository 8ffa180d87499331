/** The files on their way to a chatbot's sources: a reducer without side effects. */
export type UploadState = "queued" | "sending" | "sent" | "failed" | "cancelled";

export interface UploadItem {
  id: number;
  /** What the document will be called: in a folder, the path below it. */
  name: string;
  file: File;
  /** The source that it goes to; null for the chatbot's own. */
  source: string | null;
  state: UploadState;
  /** Of this file's bytes, the share that left; 0 to 1. */
  share: number;
  /** Why it failed, for people. */
  reason: string;
  /** To be sent in a request of its own: with others it was too large. */
  alone: boolean;
}

export type UploadAction =
  | { type: "add"; source: string | null; files: readonly { id: number; name: string; file: File }[] }
  | { type: "send"; ids: ReadonlySet<number> }
  | { type: "progress"; shares: ReadonlyMap<number, number> }
  | { type: "sent"; ids: ReadonlySet<number> }
  | { type: "fail"; ids: ReadonlySet<number>; reason: string }
  | { type: "split"; ids: ReadonlySet<number> }
  | { type: "requeue"; ids: ReadonlySet<number> }
  | { type: "stop"; reason: string }
  | { type: "cancel" }
  | { type: "retry"; id?: number }
  | { type: "clear" };

const isOpen = ({ state }: UploadItem) => state === "queued" || state === "sending";
const isRetried = ({ state }: UploadItem) => state === "failed" || state === "cancelled";

/** Change the items that ``which`` picks. */
const change = (
  items: readonly UploadItem[],
  which: (item: UploadItem) => boolean,
  to: Partial<UploadItem>,
): UploadItem[] => items.map((item) => (which(item) ? { ...item, ...to } : item));

export function reduceUploads(items: readonly UploadItem[], action: UploadAction): readonly UploadItem[] {
  switch (action.type) {
    case "add":
      return [
        ...items,
        ...action.files.map((one) => ({
          ...one,
          source: action.source,
          state: "queued" as const,
          share: 0,
          reason: "",
          alone: false,
        })),
      ];
    case "send":
      return change(items, ({ id }) => action.ids.has(id), { state: "sending", share: 0, reason: "" });
    case "progress":
      return items.map((item) =>
        item.state === "sending" ? { ...item, share: action.shares.get(item.id) ?? item.share } : item,
      );
    case "sent":
      return change(items, ({ id }) => action.ids.has(id), { state: "sent", share: 1 });
    case "fail":
      return change(items, ({ id }) => action.ids.has(id), {
        state: "failed",
        share: 0,
        reason: action.reason,
      });
    case "split":
      return change(items, ({ id }) => action.ids.has(id), { state: "queued", share: 0, alone: true });
    case "requeue":
      return change(items, ({ id }) => action.ids.has(id), { state: "queued", share: 0 });
    case "stop":
      return change(items, isOpen, { state: "failed", share: 0, reason: action.reason });
    case "cancel":
      return change(items, isOpen, { state: "cancelled", share: 0 });
    case "retry":
      return change(items, (item) => isRetried(item) && (action.id === undefined || item.id === action.id), {
        state: "queued",
        share: 0,
        reason: "",
      });
    case "clear":
      return items.filter(isOpen);
  }
}

const URGENCY: Record<UploadState, number> = { sending: 0, failed: 1, queued: 2, cancelled: 3, sent: 4 };

/** What one should see first comes first; within a state in the order of choosing. */
export const byUrgency = (items: readonly UploadItem[]): UploadItem[] =>
  [...items].sort((one, other) => URGENCY[one.state] - URGENCY[other.state]);

export type UploadCounts = Record<UploadState, number>;

export function countUploads(items: readonly UploadItem[]): UploadCounts {
  const counts: UploadCounts = { queued: 0, sending: 0, sent: 0, failed: 0, cancelled: 0 };
  for (const { state } of items) counts[state] += 1;
  return counts;
}

/** Of all bytes that are not given up, the share that left. */
export function shareDone(items: readonly UploadItem[]): number {
  const wanted = items.filter((item) => !isRetried(item));
  // An empty file counts too, or a queue of them would never be done.
  const weight = ({ file }: UploadItem) => file.size + 1;
  const all = wanted.reduce((sum, item) => sum + weight(item), 0);
  const left = wanted.reduce((sum, item) => sum + weight(item) * item.share, 0);
  return all === 0 ? 0 : left / all;
}
