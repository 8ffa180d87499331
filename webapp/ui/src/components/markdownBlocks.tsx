import type { ReactNode } from "react";
import type { Components } from "react-markdown";

type Heading = (props: { children?: ReactNode }) => ReactNode;

/** Markdown inside a page: all headings alike, as one that fits there; tables in a frame that scrolls by itself. */
export const blocks = (Heading: Heading, tableClass: string | undefined): Components => ({
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  table: ({ children }) => (
    <div className={tableClass}>
      <table>{children}</table>
    </div>
  ),
});
