import { Loader } from "@mantine/core";
import type { DocumentStatus } from "~/api/documents";
import { t } from "~/texts";
import classes from "./DocumentTable.module.css";

const COLORS = {
  pending: "gray",
  processing: "petrol",
  indexed: "green",
  skipped: "yellow",
  failed: "red",
  deleted: "gray",
} as const;

/** A document's status: a dot for the eye, the word for everybody. */
export function DocumentStatusMark({ status }: { status: DocumentStatus }) {
  return (
    <span className={classes.mark}>
      {status === "processing" ? (
        <Loader size={9} aria-hidden />
      ) : (
        <span
          aria-hidden
          className={classes.dot}
          data-hollow={status === "pending" || status === "deleted" || undefined}
          style={{ "--dot": `var(--mantine-color-${COLORS[status]}-6)` } as React.CSSProperties}
        />
      )}
      {t.sources.docs.status[status]}
    </span>
  );
}
