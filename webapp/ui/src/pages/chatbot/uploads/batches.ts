/** What goes into one request. The service takes 50 MB at once unless its owner said otherwise. */
import type { UploadItem } from "./queue";

export interface Limits {
  bytes: number;
  files: number;
}

export const LIMITS: Limits = { bytes: 24_000_000, files: 200 };

/** The next files to send: as many to one source as fit, never two of one name, a file that must go alone by itself. */
export function nextBatch(items: readonly UploadItem[], limits: Limits = LIMITS): UploadItem[] {
  const batch: UploadItem[] = [];
  const names = new Set<string>();
  let bytes = 0;
  for (const item of items) {
    if (item.state !== "queued" || names.has(item.name)) continue;
    if (batch.length > 0 && item.source !== batch[0]?.source) continue;
    const fits = bytes + item.file.size <= limits.bytes;
    if (batch.length > 0 && (item.alone || !fits)) break;
    batch.push(item);
    names.add(item.name);
    bytes += item.file.size;
    if (item.alone || batch.length === limits.files) break;
  }
  return batch;
}

/** Each file's share of what left of a request: files leave in order. */
export function sharesOf(batch: readonly UploadItem[], requestShare: number): Map<number, number> {
  const total = batch.reduce((sum, { file }) => sum + file.size, 0);
  let left = total * requestShare;
  const shares = new Map<number, number>();
  for (const { id, file } of batch) {
    const mine = Math.min(left, file.size);
    shares.set(id, file.size === 0 ? requestShare : mine / file.size);
    left -= mine;
  }
  return shares;
}
