import { Center, Group, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import type { Passage } from "~/api/messages";
import { firstWindowQuery, type StoredText } from "~/api/reader";
import { Trouble } from "~/components/Trouble";
import { t } from "~/texts";
import { TextAction } from "./actions";
import { PlainWindow } from "./PlainWindow";
import { ReadWindow } from "./ReadWindow";
import classes from "./reader.module.css";
import { useNear } from "./useNear";
import { useWindows } from "./useWindows";

interface Props {
  passage: Passage;
  /** As it is stored, with the marks of its format. */
  raw: boolean;
  /** The text is Markdown: its marks are not shown, unless it is. */
  markdown: boolean;
}

/** The document's text around the quote, which is highlighted; more of it as one scrolls, so that long ones stay light. */
export function TextView({ passage, raw, markdown }: Props) {
  const text = useQuery({ ...firstWindowQuery(passage), staleTime: Infinity });
  return (
    <div className={classes.body} data-scroller tabIndex={0} role="region" aria-label={t.chat.reader.words}>
      {text.isPending ? <Loading /> : null}
      {text.isError ? <Trouble error={text.error} onRetry={() => void text.refetch()} /> : null}
      {text.data ? (
        <Excerpt
          key={`${passage.document_id} ${passage.version} ${passage.start} ${passage.end} ${raw}`}
          first={text.data}
          passage={passage}
          raw={raw}
          markdown={markdown}
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

interface ExcerptProps extends Props {
  first: StoredText;
}

function Excerpt({ first, passage, raw, markdown }: ExcerptProps) {
  const { windows, isFirst, isLast, holds, more, back, failed } = useWindows(passage, first);
  const frame = useRef<HTMLDivElement>(null);
  const parts = () => frame.current?.querySelectorAll("[data-at]");
  const earlier = () => void more("earlier", () => parts()?.item(0));
  const later = () => void more("later", () => [...(parts() ?? [])].at(-1));
  const onBack = holds(passage.start) || passage.end <= passage.start ? null : back;
  const quote = { start: passage.start, end: passage.end };
  return (
    <div className={`${classes.text} ${raw ? classes.raw : ""}`} ref={frame}>
      {isFirst ? null : <Ends label={t.chat.reader.earlier} onMore={earlier} onBack={onBack} />}
      {windows.map((window) =>
        raw ? (
          <PlainWindow key={window.start} window={window} start={quote.start} end={quote.end} />
        ) : (
          <ReadWindow
            key={window.start}
            window={window}
            start={quote.start}
            end={quote.end}
            markdown={markdown}
          />
        ),
      )}
      {failed ? <Trouble error={failed} onRetry={later} /> : null}
      {isLast ? null : <Ends label={t.chat.reader.later} onMore={later} onBack={onBack} />}
    </div>
  );
}

interface EndsProps {
  label: string;
  onMore: () => void;
  /** Where the quote lies outside of what is shown: the way to it. */
  onBack: (() => void) | null;
}

/** Where the text goes on: fetched as one comes near it, or by a press. */
function Ends({ label, onMore, onBack }: EndsProps) {
  const near = useNear(onMore);
  return (
    <Center my="md" ref={near}>
      <Group gap="xs">
        <TextAction onClick={onMore}>{label}</TextAction>
        {onBack ? <TextAction onClick={onBack}>{t.chat.reader.backToQuote}</TextAction> : null}
      </Group>
    </Center>
  );
}
