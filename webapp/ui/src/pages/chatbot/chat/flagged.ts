/** Personal data in an answer whose chatbot flags it: found in the rendered text by where it stands in its Markdown. */
import type { Message } from "~/api/stream";
import { element, words, type Node } from "./hast";

type Flagged = Message["flagged"][number];

/** Where something personal stands; offsets in UTF-16, as strings have them here. */
export interface Personal {
  start: number;
  end: number;
  kind: Flagged["kind"];
}

/** The service counts code points. */
export function personalIn(text: string, flagged: Flagged[]): Personal[] {
  if (flagged.length === 0) return [];
  const signs = [...text];
  const units = (points: number) => signs.slice(0, points).join("").length;
  return flagged.map(({ start, end, kind }) => ({ start: units(start), end: units(end), kind }));
}

/** rehype plugin: its text becomes ``<mark data-personal="email">``, also in code. Pieces keep where they stand. */
export function rehypeFlagged({ personal }: { personal: Personal[] }) {
  const walk = (node: Node) => {
    if (!node.children) return;
    node.children = node.children.flatMap((child) => {
      if (child.type === "text") return cut(child, personal);
      walk(child);
      return [child];
    });
  };
  return walk;
}

function cut(node: Node, personal: Personal[]): Node[] {
  const { position, value = "" } = node;
  const { start, end } = { start: position?.start.offset, end: position?.end.offset };
  if (!position || start === undefined || end === undefined) return [node];
  // Where signs were escaped nobody knows which are meant: all of it is marked.
  const exact = end - start === value.length;
  const piece = (from: number, to: number): Node => ({
    ...words(value.slice(from, to)),
    position: exact ? { start: { offset: start + from }, end: { offset: start + to } } : position,
  });
  const pieces: Node[] = [];
  let at = 0;
  for (const one of personal) {
    if (one.start >= end || one.end <= start) continue;
    const from = exact ? Math.max(one.start - start, at) : 0;
    const to = exact ? Math.min(one.end - start, value.length) : value.length;
    if (from >= to) continue;
    if (from > at) pieces.push(piece(at, from));
    pieces.push(element("mark", [piece(from, to)], { dataPersonal: one.kind }));
    at = to;
    if (!exact) break;
  }
  if (pieces.length === 0) return [node];
  if (at < value.length) pieces.push(piece(at, value.length));
  return pieces;
}
