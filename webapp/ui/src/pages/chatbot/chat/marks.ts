/** Marks ``[n]`` in an answer: found in text, made elements of their own before the answer is sanitised. */
import { defaultSchema } from "rehype-sanitize";
import { element, words, type Node } from "./hast";

const MARK = /\[(\d{1,3})\]/g;
const LITERAL = new Set(["code", "pre"]);

export interface Piece {
  text: string;
  n: number | null;
}

/** A text and its marks, in order; put together they are the text. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of text.matchAll(MARK)) {
    if (found.index > at) pieces.push({ text: text.slice(at, found.index), n: null });
    pieces.push({ text: found[0], n: Number(found[1]) });
    at = found.index + found[0].length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), n: null });
  return pieces;
}

const LAST_WORD = /(\S{1,24}) ?$/;
const markOf = ({ text, n }: Piece) => element("sup", [words(text)], { dataMark: String(n) });

/** Marks as elements, each kept on one line with the word before it, so that none stands alone. */
function nodesOf(pieces: Piece[]): Node[] {
  const nodes: Node[] = [];
  let together: Node[] | null = null;
  for (const [at, piece] of pieces.entries()) {
    if (piece.n !== null) {
      (together ?? nodes).push(markOf(piece));
      continue;
    }
    const word = pieces[at + 1] ? LAST_WORD.exec(piece.text) : null;
    together = word ? [words(word[0].replace(/ $/, "\u00a0"))] : null;
    const before = word ? piece.text.slice(0, word.index) : piece.text;
    if (before) nodes.push(words(before));
    if (together) {
      nodes.push(element("span", together, { dataMarked: "" }));
    }
  }
  return nodes;
}

/** rehype plugin: ``[2]`` in text becomes ``<sup data-mark="2">[2]</sup>``; code stays as it is. */
export function rehypeMarks() {
  const walk = (node: Node) => {
    if (!node.children || LITERAL.has(node.tagName ?? "")) return;
    node.children = node.children.flatMap((child) => {
      if (child.type === "text") return nodesOf(piecesOf(child.value ?? ""));
      walk(child);
      return [child];
    });
  };
  return walk;
}

const NOT_OURS = new Set(["a", "img", "picture", "source", "input", "details", "summary", "div", "section"]);

/** What an answer may hold: text and its structure. No image, no link (its text stays), no form. */
export const answerSchema = {
  ...defaultSchema,
  tagNames: [...(defaultSchema.tagNames ?? []).filter((name) => !NOT_OURS.has(name)), "mark"],
  attributes: {
    sup: ["dataMark"],
    mark: ["dataPersonal"],
    span: ["dataMarked", "dataClaim", "dataFirst", "dataLast"],
    pre: ["dataClaim"],
    table: ["dataClaim"],
    ol: ["start"],
    th: ["align"],
    td: ["align"],
  },
};
