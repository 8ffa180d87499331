/** How fast a sync goes, as seen from here: clocks of other machines do not count. */
import type { Sync } from "./syncs";

export interface Pace {
  /** Documents in a minute. */
  perMinute: number;
  secondsLeft: number;
}

interface Seen {
  at: number;
  done: number;
}

/** Less than this tells more of chance than of speed. */
const LEAST_MS = 3_000;

const first = new Map<string, Seen>();

/** The pace since a sync was first seen to have done something; null where it cannot be told (yet). */
export function paceOf({ id, status, progress: { done, total } }: Sync, now: number): Pace | null {
  if (status !== "running" || total === 0) return null;
  const since = first.get(id);
  if (!since) {
    first.set(id, { at: now, done });
    return null;
  }
  const [elapsed, worked] = [now - since.at, done - since.done];
  if (elapsed < LEAST_MS || worked <= 0) return null;
  const perMs = worked / elapsed;
  return { perMinute: perMs * 60_000, secondsLeft: (total - done) / perMs / 1_000 };
}
