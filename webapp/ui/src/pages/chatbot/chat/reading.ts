/** What opens in the reader: read and set by everything that shows a passage. */
import { createContext, use } from "react";

export interface Reading {
  /** The key of the open citation. */
  opened: string | undefined;
  /** Open it; the one that is open is closed. */
  open: (key: string) => void;
}

export const ReadingContext = createContext<Reading>({ opened: undefined, open: () => undefined });

export const useReading = () => use(ReadingContext);
