/** A sync in words. */
import type { Sync } from "~/api/syncs";
import { t } from "~/texts";

export const modeOf = ({ dry_run, full }: Sync) => (dry_run ? "dry" : full ? "full" : "sync");

const ORDER = ["indexed", "failed", "skipped", "deleted", "unchanged"] as const;

/** "3 indexed · 1 failed": what is not zero. */
export function countsText(counts: Sync["counts"]): string {
  const said = ORDER.filter((key) => (counts[key] ?? 0) > 0).map((key) =>
    t.sources.counts[key](counts[key] ?? 0),
  );
  return said.join(" · ") || t.sources.counts.nothing;
}

/** The document that is being read, where the service says so. */
export function currentOf(progress: Sync["progress"]): string | null {
  const current = "current" in progress ? progress.current : null;
  return typeof current === "string" && current !== "" ? current : null;
}

/** Seconds from start to end; null while it runs. */
export function secondsOf({ started_at, finished_at }: Sync): number | null {
  if (!started_at || !finished_at) return null;
  return Math.max(0, Math.round((Date.parse(finished_at) - Date.parse(started_at)) / 1000));
}
