import { Group, Text } from "@mantine/core";
import { useElementSize, useHotkeys } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight, IconMinus, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Passage } from "~/api/messages";
import { pageQuery } from "~/api/reader";
import { t } from "~/texts";
import { IconAction } from "~/ui/IconAction";
import { PageSheet } from "./PageSheet";
import { likelyWidth } from "./pictureWidth";
import { WhereQuote } from "./WhereQuote";
import classes from "./reader.module.css";
import { usePinch } from "./usePinch";
import { LEAST, MOST, stepped } from "./zoom";

interface Props {
  passage: Passage;
  /** The page that is shown: the quote's own or one leafed to. */
  n: number;
  onPage: (n: number) => void;
  /** The way on when the page cannot be shown: its text. */
  onText: () => void;
}

/** A PDF's page: leaf, enlarge, see the quote's words boxed. */
export function PageView({ passage, n, onPage, onText }: Props) {
  const r = t.chat.reader;
  const [zoom, setZoom] = useState(1);
  const scroller = usePinch(zoom, setZoom);
  const { ref, width: measured } = useElementSize();
  // The first picture needs no measuring: the sheet's size is left to the style sheet.
  const width = measured || likelyWidth();
  const { data: page, isError } = useQuery(pageQuery(passage, n));
  const step = (by: 1 | -1) => setZoom(stepped(zoom, by));
  useHotkeys([
    ["[plus]", () => step(1)],
    ["shift+[plus]", () => step(1)],
    ["=", () => step(1)],
    ["-", () => step(-1)],
    ["0", () => setZoom(1)],
  ]);
  const pages = page?.pages ?? 0;
  return (
    <>
      <div className={classes.bar}>
        <Group gap={2} wrap="nowrap">
          <IconAction label={r.previousPage} disabled={n <= 1} onClick={() => onPage(n - 1)}>
            <IconChevronLeft size={18} aria-hidden />
          </IconAction>
          <Text size="sm" miw={92} ta="center" aria-live="polite">
            {pages ? r.pageOf(n, pages) : "…"}
          </Text>
          <IconAction label={r.nextPage} disabled={!pages || n >= pages} onClick={() => onPage(n + 1)}>
            <IconChevronRight size={18} aria-hidden />
          </IconAction>
        </Group>
        <Group gap={2} wrap="nowrap" ml="auto">
          <IconAction label={r.zoomOut} disabled={zoom <= LEAST} onClick={() => step(-1)}>
            <IconMinus size={16} aria-hidden />
          </IconAction>
          <IconAction
            wide
            label={`${r.fit}, ${r.zoom(zoom)}`}
            title={r.fit}
            disabled={zoom === 1}
            onClick={() => setZoom(1)}
          >
            {r.zoom(zoom)}
          </IconAction>
          <IconAction label={r.zoomIn} disabled={zoom >= MOST} onClick={() => step(1)}>
            <IconPlus size={16} aria-hidden />
          </IconAction>
        </Group>
      </div>
      <WhereQuote passage={passage} n={n} page={page} failed={isError} onPage={onPage} />
      <div
        className={`${classes.body} ${classes.table}`}
        data-scroller
        ref={scroller}
        tabIndex={0}
        role="region"
        aria-label={r.sheet}
      >
        <div ref={ref} className="decor" aria-hidden />
        <div className={classes.desk} style={zoom > 1 ? { width: "max-content" } : {}}>
          {width > 0 ? (
            <PageSheet
              key={`${passage.document_id} ${passage.version} ${n} ${passage.start}`}
              place={passage}
              title={passage.title}
              quote={passage.quote}
              n={n}
              width={width}
              zoom={zoom}
              onText={onText}
            />
          ) : null}
        </div>
      </div>
    </>
  );
}
