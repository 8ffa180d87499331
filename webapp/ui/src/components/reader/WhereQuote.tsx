import { Group } from "@mantine/core";
import type { Passage } from "~/api/messages";
import { t } from "~/texts";
import { TextAction } from "./actions";
import classes from "./reader.module.css";

interface Props {
  passage: Passage;
  n: number;
  /** What the service says of this page; undefined while it is on its way. */
  page: { start: number; end: number; boxes: unknown[] } | undefined;
  /** The page could not be had, as one that does not exist. */
  failed: boolean;
  onPage: (n: number) => void;
}

/** Says where the quote is when this page does not hold all of it, with the way there. */
export function WhereQuote({ passage, n, page, failed, onPage }: Props) {
  const r = t.chat.reader;
  const own = passage.page;
  if (!page && !failed) return null;
  if (!page || page.boxes.length === 0) {
    if (own === null || own === n) return null;
    return (
      <Group className={classes.notice} gap="sm" justify="space-between">
        {r.otherPage}
        <TextAction onClick={() => onPage(own)}>{r.toQuote}</TextAction>
      </Group>
    );
  }
  const goesOn = page.end < passage.end;
  if (!goesOn && page.start <= passage.start) return null;
  return (
    <Group className={classes.notice} gap="sm" justify="space-between">
      {goesOn ? r.continues : r.began}
      <TextAction onClick={() => onPage(goesOn ? n + 1 : n - 1)}>
        {goesOn ? r.nextPage : r.previousPage}
      </TextAction>
    </Group>
  );
}
