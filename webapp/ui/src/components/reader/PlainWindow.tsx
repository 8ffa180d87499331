import { memo, useMemo } from "react";
import type { StoredText } from "~/api/reader";
import { centre } from "./centre";
import { indexer } from "./points";
import classes from "./reader.module.css";
import { blocksOf } from "./segments";

interface Props {
  window: StoredText;
  /** The quote's, in code points of the whole text. */
  start: number;
  end: number;
}

/** A window of a text as it is stored, the quote marked. */
export const PlainWindow = memo(function PlainWindow({ window, start, end }: Props) {
  const blocks = useMemo(() => {
    const toIndex = indexer(window.text, window.start);
    const quote = { from: toIndex(start), to: toIndex(end) };
    return blocksOf(window.text, { from: 0, to: window.text.length }, quote, []);
  }, [window, start, end]);
  const first = blocks.find(({ parts }) => parts.some(({ marked }) => marked))?.at;
  // The quote may begin in the window before.
  const begins = start >= window.start;
  return blocks.map((block) => (
    <p key={block.at} className={classes.block} data-at={window.start + block.at}>
      {block.parts.map(({ text, marked }, at) =>
        marked ? (
          <mark key={at} {...(begins && block.at === first ? { ref: centre } : {})}>
            {text}
          </mark>
        ) : (
          text
        ),
      )}
    </p>
  ));
});
