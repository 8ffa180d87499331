import { Group, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Passage } from "~/api/messages";
import { asProblem } from "~/api/problem";
import { firstWindowQuery, openDocumentQuery, pageQuery } from "~/api/reader";
import { DocumentSummary } from "~/components/summary/DocumentSummary";
import { t } from "~/texts";
import { Choice } from "~/ui/Choice";
import { TextAction } from "./actions";
import { PageView } from "./PageView";
import classes from "./reader.module.css";
import { ReaderHead } from "./ReaderHead";
import { TextView } from "./TextView";
import { useElsewhere } from "./useElsewhere";
import { useNewest } from "./useNewest";
import { VersionNotice } from "./VersionNotice";
import { isMarkdown, isPaged, choices, PDF, type View } from "./views";

interface Props {
  passage: Passage;
  /** The citation's number in its answer; null for a passage that is none. */
  n: number | null;
  /** Another page of it than its own. */
  page: number | undefined;
  /** The newest version is looked at instead of the cited one. */
  newest: boolean;
  onPage: (page: number) => void;
  onNewest: (newest: boolean) => void;
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
  onClose: () => void;
  onAsk: () => void;
}

/** The source beside the answer, open at the passage. */
export function Reader({ passage, n, page, newest, onPage, onNewest, onAsk, ...moves }: Props) {
  const r = t.chat.reader;
  const [view, setView] = useState<View>("read");
  const row = useQuery(openDocumentQuery(passage.document_id));
  const now = useNewest(passage, newest ? row.data : undefined);
  const { elsewhere, go, back } = useElsewhere(passage);
  useHotkeys([
    ["j", () => moves.onNext?.()],
    ["k", () => moves.onPrevious?.()],
  ]);
  const mime = row.data?.mime ?? (passage.page === null ? "" : PDF);
  // A passage that names its page has one, whatever its document has become.
  const paged = isPaged(mime, passage.page ?? row.data?.page_count ?? null);
  const read = elsewhere ?? now.passage ?? passage;
  const shown = page ?? read.page ?? 1;
  return (
    <section className={classes.reader} aria-label={r.label} data-reader>
      <ReaderHead
        passage={passage}
        n={n}
        page={paged ? shown : passage.page}
        onAsk={row.data?.version && row.data.status !== "deleted" ? onAsk : null}
        {...moves}
      >
        <Choice label={r.view} value={view} onChange={setView} choices={choices(paged)} />
      </ReaderHead>
      {row.data?.version && row.data.status !== "deleted" ? (
        <DocumentSummary
          documentId={row.data.id}
          onGo={(version, stretch) => void go(version, stretch).then((at) => at && paged && onPage(at))}
        />
      ) : null}
      {elsewhere ? (
        <Group className={classes.notice} gap="sm" justify="space-between">
          {r.elsewhere}
          <TextAction
            onClick={() => {
              back();
              if (paged) onPage((now.passage ?? passage).page ?? 1);
            }}
          >
            {r.toQuote}
          </TextAction>
        </Group>
      ) : null}
      <VersionNotice
        passage={passage}
        row={row.data}
        rowError={row.error}
        found={now.passage ? now.found : null}
        onNewest={onNewest}
      />
      <Content
        passage={read}
        paged={paged && view === "read"}
        raw={view === "raw"}
        markdown={isMarkdown(mime, passage.uri)}
        shown={shown}
        onPage={onPage}
        onText={() => setView("text")}
      />
    </section>
  );
}

interface ContentProps {
  passage: Passage;
  paged: boolean;
  raw: boolean;
  markdown: boolean;
  shown: number;
  onPage: (page: number) => void;
  onText: () => void;
}

function Content({ passage, paged, raw, markdown, shown, onPage, onText }: ContentProps) {
  const text = useQuery({ ...firstWindowQuery(passage), enabled: !paged, staleTime: Infinity });
  const page = useQuery({ ...pageQuery(passage, shown), enabled: paged });
  const error = paged ? page.error : text.error;
  const code = error && asProblem(error).code;
  if (code === "text_purged") return <OnlyQuote quote={passage.quote} {...t.chat.reader.purged} />;
  if (code === "not_found") return <OnlyQuote quote={passage.quote} {...t.chat.reader.unknown} />;
  // The file of an older version may be gone while its text is kept.
  if (paged && (code === "file_gone" || code === "no_pages")) {
    return (
      <>
        <p className={classes.notice}>{t.chat.reader.fileGone}</p>
        <TextView passage={passage} raw={raw} markdown={markdown} />
      </>
    );
  }
  if (paged) return <PageView passage={passage} n={shown} onPage={onPage} onText={onText} />;
  return <TextView passage={passage} raw={raw} markdown={markdown} />;
}

/** Nothing is left but what the answer itself holds. */
function OnlyQuote({ quote, title, text }: { quote: string; title: string; text: string }) {
  return (
    <div className={classes.body} role="region" aria-label={t.chat.reader.words} tabIndex={0}>
      <div className={classes.text}>
        <div role="alert" className={classes.told}>
          <Text fw={600}>{title}</Text>
          <Text size="sm">{text}</Text>
        </div>
        <blockquote className={classes.quote}>{quote}</blockquote>
      </div>
    </div>
  );
}
