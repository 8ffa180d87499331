import { useQueries } from "@tanstack/react-query";
import { isRunning, syncsQuery, type Sync } from "~/api/syncs";
import type { Duplicate, Taken } from "~/api/upload";
import { paceOf, type Pace } from "~/api/pace";
import { useTaken } from "./uploads";

export interface Outcome {
  chatbotId: string;
  /** The source that the last files are in; null before any was sent. */
  source: string | null;
  /** Whether every sync that reads them has ended. */
  ended: boolean;
  counts: Required<Sync["counts"]>;
  done: number;
  total: number;
  pace: Pace | null;
  /** What was there already, under another name or in another source. */
  duplicates: readonly Duplicate[];
}

/** Syncs as they were last seen: the list of a source holds its last ones only. */
const remembered = new Map<string, Sync>();
const NONE = { indexed: 0, skipped: 0, failed: 0, deleted: 0, unchanged: 0 };

/** What became of the files that were sent, by the syncs that read them. */
export function useOutcome(chatbotId: string): Outcome {
  const taken = useTaken(chatbotId);
  const sources = [...new Set(taken.map(({ source }) => source))];
  // Nothing is asked about syncs that have ended: their source may have been deleted since.
  const waits = (source: string) => taken.some((one) => one.source === source && isRunning(seen(one)));
  const lists = useQueries({
    queries: sources.map((source) => ({ ...syncsQuery(source), enabled: waits(source) })),
  });
  for (const sync of lists.flatMap(({ data }) => data ?? [])) remembered.set(sync.id, sync);
  const syncs = taken.map(seen);
  const running = syncs.filter(isRunning);
  const now = Math.max(0, ...lists.map(({ dataUpdatedAt }) => dataUpdatedAt));
  return {
    chatbotId,
    source: lastSource(taken),
    ended: taken.length > 0 && running.length === 0,
    counts: syncs.reduce((sum, { counts }) => added(sum, counts), NONE),
    done: sumOf(running, ({ progress }) => progress.done),
    total: sumOf(running, ({ progress }) => progress.total),
    duplicates: taken.flatMap(({ duplicates }) => duplicates),
    pace: running.length === 1 && running[0] ? paceOf(running[0], now) : null,
  };
}

const seen = ({ sync }: Taken) => remembered.get(sync.id) ?? sync;

const lastSource = (taken: readonly Taken[]) => taken.at(-1)?.source ?? null;

const sumOf = (syncs: readonly Sync[], of: (sync: Sync) => number) =>
  syncs.reduce((sum, sync) => sum + of(sync), 0);

const added = (sum: typeof NONE, counts: Sync["counts"]): typeof NONE => ({
  indexed: sum.indexed + (counts.indexed ?? 0),
  skipped: sum.skipped + (counts.skipped ?? 0),
  failed: sum.failed + (counts.failed ?? 0),
  deleted: sum.deleted + (counts.deleted ?? 0),
  unchanged: sum.unchanged + (counts.unchanged ?? 0),
});
