import { Center, Group, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { memo, useMemo, useRef, useState } from "react";
import type { Passage } from "~/api/messages";
import { textQuery, type StoredText } from "~/api/reader";
import { Trouble } from "~/components/Trouble";
import { t } from "~/texts";
import { TextAction } from "./actions";
import { centre, stayingPut } from "./centre";
import { spanInUtf16, spansInUtf16 } from "./codePoints";
import classes from "./reader.module.css";
import { blocksOf, windowOf, type Block, type Span } from "./segments";

const REACH = 10_000;
const STEP = 20_000;
/** No more than this stands in the page at once: what is far from where one reads is taken out again. */
const MOST = 100_000;

/** The document's text around the quote, which is highlighted; more of it on demand, so that long ones stay light. */
export function TextView({ passage }: { passage: Passage }) {
  const text = useQuery(textQuery(passage));
  return (
    <div className={classes.body} data-scroller tabIndex={0} role="region" aria-label={t.chat.reader.words}>
      {text.isPending ? <Loading /> : null}
      {text.isError ? <Trouble error={text.error} onRetry={() => void text.refetch()} /> : null}
      {text.data ? (
        <Excerpt
          key={`${passage.document_id} ${passage.version} ${passage.start} ${passage.end}`}
          stored={text.data}
          passage={passage}
        />
      ) : null}
    </div>
  );
}

function Loading() {
  return (
    <Stack className={classes.text} gap="sm" role="status" aria-label={t.chat.reader.loading}>
      {[70, 100, 96, 88, 92, 40].map((width) => (
        <Skeleton key={width} height={14} width={`${width}%`} />
      ))}
    </Stack>
  );
}

function Excerpt({ stored, passage }: { stored: StoredText; passage: Passage }) {
  const { text, headings } = stored;
  const { start, end } = passage;
  const quote = useMemo((): Span => {
    const [from, to] = spanInUtf16(text, start, end);
    return { from, to };
  }, [text, start, end]);
  const near = { from: quote.from - REACH, to: quote.to + REACH };
  const [ends, setEnds] = useState<Span>(near);
  const outline = useMemo(() => spansInUtf16(text, headings), [text, headings]);
  const { shown, blocks } = useMemo(() => {
    const window = windowOf(text, quote, ends);
    return { shown: window, blocks: blocksOf(text, window, quote, outline) };
  }, [text, quote, outline, ends]);
  const first = blocks.find(({ parts }) => parts.some(({ marked }) => marked))?.at;
  const frame = useRef<HTMLDivElement>(null);
  // What is read stays where it is on the screen, whatever comes above it or goes.
  const extend = (next: Span, edge: Block | undefined) =>
    stayingPut(frame.current?.querySelector(`[data-at="${edge?.at}"]`), () => setEnds(next));
  const earlier = () =>
    extend({ from: shown.from - STEP, to: Math.min(shown.to, shown.from - STEP + MOST) }, blocks[0]);
  const later = () =>
    extend({ from: Math.max(shown.from, shown.to + STEP - MOST), to: shown.to + STEP }, blocks.at(-1));
  const away = first === undefined && quote.to > quote.from;
  return (
    <div className={classes.text} ref={frame}>
      {shown.from > 0 ? (
        <Ends label={t.chat.reader.earlier} onMore={earlier} onBack={away ? () => setEnds(near) : null} />
      ) : null}
      {blocks.map((block) => (
        <Paragraph key={block.at} block={block} first={block.at === first} />
      ))}
      {shown.to < text.length ? (
        <Ends label={t.chat.reader.later} onMore={later} onBack={away ? () => setEnds(near) : null} />
      ) : null}
    </div>
  );
}

interface EndsProps {
  label: string;
  onMore: () => void;
  /** Where the quote lies outside of what is shown: the way to it. */
  onBack: (() => void) | null;
}

function Ends({ label, onMore, onBack }: EndsProps) {
  return (
    <Center my="md">
      <Group gap="xs">
        <TextAction onClick={onMore}>{label}</TextAction>
        {onBack ? <TextAction onClick={onBack}>{t.chat.reader.backToQuote}</TextAction> : null}
      </Group>
    </Center>
  );
}

const Paragraph = memo(function Paragraph({ block, first }: { block: Block; first: boolean }) {
  const parts = block.parts.map(({ text, marked }, at) =>
    marked ? (
      <mark key={at} {...(first ? { ref: centre } : {})}>
        {text}
      </mark>
    ) : (
      text
    ),
  );
  // One level for all: what stands above the window may have been the one between.
  return block.level === null ? (
    <p className={classes.block} data-at={block.at}>
      {parts}
    </p>
  ) : (
    <h3 className={`${classes.block} ${classes.heading}`} data-at={block.at} data-level={block.level}>
      {parts}
    </h3>
  );
});
