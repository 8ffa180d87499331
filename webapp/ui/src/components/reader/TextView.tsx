import { Center, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { memo, useMemo, useState } from "react";
import type { Passage } from "~/api/messages";
import { textQuery } from "~/api/reader";
import { Trouble } from "~/components/Trouble";
import { t } from "~/texts";
import { TextAction } from "./actions";
import { centre } from "./centre";
import { spanInUtf16 } from "./codePoints";
import classes from "./reader.module.css";
import { around, blocksOf, type Block } from "./segments";

interface Props {
  passage: Passage;
  mime: string;
}

const REACH = 10_000;

/** The document's text around the quote, which is highlighted; more of it on demand, so that long ones stay light. */
export function TextView({ passage, mime }: Props) {
  const text = useQuery(textQuery(passage));
  return (
    <div className={classes.body} data-scroller tabIndex={0} role="region" aria-label={t.chat.reader.words}>
      {text.isPending ? <Loading /> : null}
      {text.isError ? <Trouble error={text.error} onRetry={() => void text.refetch()} /> : null}
      {text.data ? (
        <Excerpt
          key={`${passage.document_id} ${passage.start} ${passage.end}`}
          text={text.data.text}
          passage={passage}
          mime={mime}
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

function Excerpt({ text, passage, mime }: Props & { text: string }) {
  const [reach, setReach] = useState({ before: REACH, after: REACH });
  const { start, end } = passage;
  const { shown, blocks } = useMemo(() => {
    const [from, to] = spanInUtf16(text, start, end);
    const quote = { from, to };
    const window = around(text, quote, reach);
    return { shown: window, blocks: blocksOf(text, window, quote, mime) };
  }, [text, start, end, mime, reach]);
  const first = blocks.find(({ parts }) => parts.some(({ marked }) => marked))?.at;
  return (
    <div className={classes.text}>
      {shown.from > 0 ? (
        <Center mb="md">
          <TextAction onClick={() => setReach({ ...reach, before: reach.before + 2 * REACH })}>
            {t.chat.reader.earlier}
          </TextAction>
        </Center>
      ) : null}
      {blocks.map((block) => (
        <Paragraph key={block.at} block={block} first={block.at === first} />
      ))}
      {shown.to < text.length ? (
        <Center mt="md">
          <TextAction onClick={() => setReach({ ...reach, after: reach.after + 2 * REACH })}>
            {t.chat.reader.later}
          </TextAction>
        </Center>
      ) : null}
    </div>
  );
}

const Paragraph = memo(function Paragraph({ block, first }: { block: Block; first: boolean }) {
  return (
    <p className={block.heading ? `${classes.block} ${classes.heading}` : classes.block}>
      {block.parts.map(({ text, marked }, at) =>
        marked ? (
          <mark key={at} {...(first ? { ref: centre } : {})}>
            {text}
          </mark>
        ) : (
          text
        ),
      )}
    </p>
  );
});
