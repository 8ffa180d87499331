import { useQuery } from "@tanstack/react-query";
import type { Passage } from "~/api/messages";
import type { Document } from "~/api/documents";
import { asProblem } from "~/api/problem";
import { textQuery } from "~/api/reader";
import { t } from "~/texts";
import { dateTime } from "~/texts/format";
import classes from "./reader.module.css";

interface Props {
  passage: Passage;
  row: Document | undefined;
  rowError: unknown;
}

/** Said where what was cited is no longer what is searched. */
export function VersionNotice({ passage, row, rowError }: Props) {
  const r = t.chat.reader;
  const deleted = row?.status === "deleted" || (rowError !== null && asProblem(rowError).status === 404);
  // The row tells first that it is gone; the stored text, asked again then, tells since when.
  const text = useQuery({ ...textQuery(passage), enabled: deleted, staleTime: 0 });
  const removedAt = text.data?.removed_at ?? null;
  const newer = row && !deleted && row.version !== null && row.version !== passage.version;
  return (
    <div aria-live="polite">
      {deleted ? (
        <p className={classes.notice}>
          <strong>{r.removed(removedAt ? dateTime(removedAt) : null)}</strong> {r.removedText}
        </p>
      ) : null}
      {newer ? (
        <p className={classes.notice}>
          <strong>{r.newer}</strong> {r.newerText}
        </p>
      ) : null}
    </div>
  );
}
