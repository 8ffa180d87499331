import { useMemo, useState } from "react";
import type { Document } from "~/api/documents";
import type { Passage } from "~/api/messages";
import { t } from "~/texts";
import { Choice } from "~/ui/Choice";
import type { Spot } from "./finding";
import { PageView } from "./PageView";
import classes from "./reader.module.css";
import { isMarkdown, isPaged, choices, type View } from "./views";
import { TextView } from "./TextView";

interface Props {
  document: Document;
  /** A place to begin at. */
  spot: Spot | null;
}

/** A document as the reader shows it, without a quote: from its beginning, or open at a place. */
export function DocumentPreview({ document, spot }: Props) {
  const [view, setView] = useState<View>("read");
  const [page, setPage] = useState(spot?.page ?? 1);
  const paged = isPaged(document.mime, document.page_count);
  const passage = useMemo(() => ({ ...beginningOf(document), ...spot }), [document, spot]);
  return (
    <section className={classes.preview} aria-label={t.chat.reader.preview(document.title)}>
      <div className={classes.bar}>
        <Choice label={t.chat.reader.view} value={view} onChange={setView} choices={choices(paged)} />
      </div>
      {paged && view === "read" ? (
        <PageView passage={passage} n={page} onPage={setPage} onText={() => setView("text")} />
      ) : (
        <TextView passage={passage} raw={view === "raw"} markdown={isMarkdown(document.mime, document.uri)} />
      )}
    </section>
  );
}

const beginningOf = ({ id, version, source_id, title, uri, mime, page_count }: Document): Passage => ({
  document_id: id,
  version: version ?? "",
  source_id,
  title,
  uri,
  page: isPaged(mime, page_count) ? 1 : null,
  place: null,
  start: 0,
  end: 0,
  quote: "",
  row: null,
});
