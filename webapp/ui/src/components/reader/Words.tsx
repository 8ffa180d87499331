import type { ReactNode } from "react";
import { centre } from "./centre";
import type { Style } from "./inline";
import type { Part } from "./model";

const ELEMENTS = { strong: "strong", em: "em", code: "code", strike: "s" } as const;

interface Props {
  parts: readonly Part[];
  /** Its first mark is brought into view. */
  first: boolean;
}

/** Words with their styles and what of them is marked. */
export function Words({ parts, first }: Props) {
  const begins = first ? parts.findIndex(({ marked }) => marked) : -1;
  return parts.map(({ text, marked, styles }, at) => {
    const said = marked ? <mark {...(at === begins ? { ref: centre } : {})}>{text}</mark> : text;
    return <span key={at}>{styles.reduceRight(dressed, said)}</span>;
  });
}

function dressed(said: ReactNode, style: Style): ReactNode {
  const Element = ELEMENTS[style];
  return <Element>{said}</Element>;
}
