/** What opens beside the conversation: read and set by everything that shows a passage or an answer. */
import { createContext, use } from "react";
import type { Pointed } from "./Preview";

export interface Reading {
  /** The key of the open citation. */
  opened: string | undefined;
  /** Open it; the one that is open is closed. */
  open: (key: string) => void;
  /** The mark that is pointed at, or none. */
  point: (mark: Pointed | null) => void;
  /** Show how an answer came about. */
  explain: (messageId: string) => void;
}

const nothing = () => undefined;

export const ReadingContext = createContext<Reading>({
  opened: undefined,
  open: nothing,
  point: nothing,
  explain: nothing,
});

export const useReading = () => use(ReadingContext);
