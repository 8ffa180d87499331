/** Where words stand in another text: white space may differ, nothing else. */
import type { Span } from "./segments";

const SPECIAL = /[.*+?^${}()|[\]\\]/g;

/** The first place, in UTF-16; null where the words do not stand. */
export function locate(text: string, words: string): Span | null {
  const wanted = words.trim().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return null;
  const pattern = wanted.map((word) => word.replace(SPECIAL, "\\$&")).join("\\s+");
  const found = new RegExp(pattern, "u").exec(text);
  return found ? { from: found.index, to: found.index + found[0].length } : null;
}
