import { Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Passage } from "~/api/messages";
import { asProblem } from "~/api/problem";
import { windowQuery, type OpenDocument } from "~/api/reader";
import { t } from "~/texts";
import { dateTime } from "~/texts/format";
import { TextAction } from "./actions";
import classes from "./reader.module.css";

interface Props {
  passage: Passage;
  row: OpenDocument | undefined;
  rowError: unknown;
  /** Whether the newest version, which is shown, has the cited words; null while the cited one is shown. */
  found: boolean | null;
  onNewest: (newest: boolean) => void;
}

/** The time of the removal comes with the least of the text. */
const NOTHING = { start: 0, end: 0 };

/** Said where what was cited is no longer what is searched, with the way to what is. */
export function VersionNotice({ passage, row, rowError, found, onNewest }: Props) {
  const r = t.chat.reader;
  const deleted = row?.status === "deleted" || (rowError !== null && asProblem(rowError).status === 404);
  // The row tells first that it is gone; the stored text, asked again then, tells since when.
  const text = useQuery({ ...windowQuery(passage, NOTHING), enabled: deleted, staleTime: 0 });
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
        <Group className={classes.notice} gap="sm" justify="space-between">
          <span>
            <strong>{found === null ? r.newer : r.newest}</strong>{" "}
            {found === null ? r.newerText : found ? r.newestHas : r.newestLacks}
          </span>
          <TextAction onClick={() => onNewest(found === null)}>
            {found === null ? r.toNewest : r.toCited}
          </TextAction>
        </Group>
      ) : null}
    </div>
  );
}
