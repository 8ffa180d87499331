import { ActionIcon, Checkbox, Skeleton } from "@mantine/core";
import { IconMessageQuestion, IconRefresh, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { Document } from "~/api/documents";
import { IconLink } from "~/components/links";
import { part, t } from "~/texts";
import { dateTime, languageName, number, size } from "~/texts/format";
import { failure, spelled } from "~/texts/told";
import { useSourcesSearch } from "../useSourcesSearch";
import { DocumentStatusMark } from "./DocumentStatusMark";
import classes from "./DocumentTable.module.css";
import { canRetry } from "./retrying";
import { useRetry } from "./useRetry";

const d = part(() => t.sources.docs);

interface Props {
  /** Undefined while its page is on the way. */
  document: Document | undefined;
  index: number;
  /** In pixels. */
  top: number;
  height: number;
  chosen: boolean;
  onChoose: (ids: readonly string[], on: boolean) => void;
}

/** One row; its name opens the details. Drawn once, not at every step of scrolling. */
export const DocumentRow = memo(function DocumentRow({ document, index, top, height, ...choice }: Props) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`${classes.row} ${classes.item}`}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      {document ? <Cells document={document} index={index} {...choice} /> : <Coming />}
    </div>
  );
});

function Coming() {
  return (
    <div role="cell" className={classes.coming}>
      <Skeleton height={12} width="60%" aria-hidden />
      <span className={classes.hidden}>{d.loading}</span>
    </div>
  );
}

/** Below the name: why it failed and what to do, else where it lies in the source, its language, and where it is once more. */
function secondLine({ error, uri, title, language, same_as }: Document): string {
  if (error) return spelled(failure(error));
  const parts = [
    ...(uri === title ? [] : [uri]),
    ...(language ? [languageName(language)] : []),
    ...(same_as ? [d.same(same_as.uri, same_as.source_name)] : []),
  ];
  return parts.join(" · ");
}

interface CellsProps extends Pick<Props, "index" | "chosen" | "onChoose"> {
  document: Document;
}

function Cells({ document, index, chosen, onChoose }: CellsProps) {
  const { chatbotId, search } = useSourcesSearch();
  const retry = useRetry();
  const to = {
    to: "/chatbots/$chatbotId/sources" as const,
    params: { chatbotId },
    resetScroll: false,
  };
  const second = secondLine(document);
  const { id, title, page_count: pages, indexed_at: indexed } = document;
  return (
    <>
      <div role="cell" className={classes.choose}>
        <Checkbox
          size="xs"
          aria-label={d.choose(title)}
          checked={chosen}
          onChange={({ currentTarget }) => onChoose([id], currentTarget.checked)}
        />
      </div>
      <div role="cell" className={classes.status}>
        <DocumentStatusMark status={document.status} />
      </div>
      <div role="cell" className={classes.name}>
        <Link
          {...to}
          search={{ ...search, document: id }}
          className={classes.link}
          data-row={index}
          title={title}
          preload={false}
        >
          {title}
        </Link>
        {second ? (
          <span className={classes.second} title={second}>
            {second}
          </span>
        ) : null}
      </div>
      <div role="cell" className={classes.size}>
        {size(document.bytes)}
      </div>
      <div role="cell" className={classes.pages}>
        <span className={classes.onlyWide}>{pages === null ? d.noPages : number(pages)}</span>
        {pages === null ? null : <span className={classes.onlyNarrow}>{d.pages(pages)}</span>}
      </div>
      <div role="cell" className={classes.indexed}>
        {indexed ? dateTime(indexed) : d.noPages}
      </div>
      <div role="cell" className={classes.actions}>
        {document.status === "deleted" || document.version === null ? null : (
          <IconLink
            to="/chatbots/$chatbotId/chat/{-$conversationId}"
            params={{ chatbotId, conversationId: undefined }}
            search={{ about: id }}
            variant="subtle"
            color="gray"
            size={32}
            aria-label={d.ask(title)}
            title={d.ask(title)}
            preload={false}
          >
            <IconMessageQuestion size={17} aria-hidden />
          </IconLink>
        )}
        {canRetry(document) ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={d.retry(title)}
            title={d.retry(title)}
            loading={retry.isPending}
            onClick={() => retry.mutate(document)}
          >
            <IconRefresh size={17} aria-hidden />
          </ActionIcon>
        ) : null}
        {document.status === "deleted" ? null : (
          <IconLink
            {...to}
            search={{ ...search, document: id, dialog: "delete" as const }}
            variant="subtle"
            color="gray"
            size={32}
            aria-label={d.delete(title)}
            title={d.delete(title)}
            preload={false}
          >
            <IconTrash size={17} aria-hidden />
          </IconLink>
        )}
      </div>
    </>
  );
}
