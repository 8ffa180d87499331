import type { CSSProperties, ReactNode } from "react";
import classes from "./Page.module.css";

const MEASURES = { text: "46rem", list: "62rem", grid: "96rem" };

interface Props {
  /** How wide its content gets: a form or text, a list with a margin of figures, a grid or table. */
  measure: keyof typeof MEASURES;
  /** The same where the window has room for a second column. */
  wide?: keyof typeof MEASURES;
  className?: string | undefined;
  children: ReactNode;
}

/** The sheet of a page. All begin at one left edge. */
export function Page({ measure, wide = measure, className = "", children }: Props) {
  const widths = { "--page": MEASURES[measure], "--page-wide": MEASURES[wide] } as CSSProperties;
  return (
    <div className={`${classes.page} ${className}`} style={widths}>
      {children}
    </div>
  );
}
