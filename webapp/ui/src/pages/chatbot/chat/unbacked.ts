/** Statements that nothing backs, or nothing that may be shown, and quoted ones: found in the rendered answer by where they stand in its Markdown. */
import type { Claim } from "~/api/stream";
import { element, words, type Node } from "./hast";

/** A statement that is shown otherwise; offsets in UTF-16, as strings have them here. */
export interface Stretch {
  start: number;
  end: number;
  /** Its place among the answer's claims. */
  at: number;
  /** It is set in quotation marks; else it is not backed, and set apart. */
  quoted: boolean;
}

/** In quotation marks already, in a table or in code: nothing is put around it. */
const PLAIN = /^["“„«‘'`|]|[|`\n]/;
const APART = new Set<Claim["verdict"]>(["unsupported", "private", "quoted"]);
const STOP = /[.!?…]/;

/**
 * The statements of an answer that are not backed, and those that are quoted and do not look it. The service counts
 * code points.
 */
export function unbackedIn(text: string, claims: Claim[]): Stretch[] {
  const apart = claims.map((claim, at) => ({ claim, at })).filter(({ claim }) => APART.has(claim.verdict));
  if (apart.length === 0) return [];
  const signs = [...text];
  const units = (points: number) => signs.slice(0, points).join("").length;
  // The full stop goes with its statement, before what is said of it.
  const stopped = (end: number) => (STOP.test(text[end] ?? "") ? end + 1 : end);
  return apart
    .map(({ claim, at }) => ({
      start: units(claim.start),
      end: claim.verdict === "quoted" ? units(claim.end) : stopped(units(claim.end)),
      at,
      quoted: claim.verdict === "quoted",
    }))
    .filter(({ quoted, start, end }) => !quoted || !PLAIN.test(text.slice(start, end)));
}

/**
 * rehype plugin: their text becomes ``<span data-claim="3">``, the first and the last piece of each with ``data-first``
 * and ``data-last``. Code, and a table of which nothing is backed, is set apart as a whole.
 */
export function rehypeUnbacked({ stretches }: { stretches: Stretch[] }) {
  return (tree: Node) => {
    const last = new Map<number, Node>();
    const walk = (node: Node) => {
      if (!node.children) return;
      node.children = node.children.flatMap((child) => {
        if (child.type === "text") return cut(child, stretches, last);
        const whole = wholeOf(child, stretches);
        if (whole !== undefined) {
          child.properties = { ...child.properties, dataClaim: String(whole.at) };
          return [child];
        }
        walk(child);
        return [child];
      });
    };
    walk(tree);
    last.forEach((node) => (node.properties = { ...node.properties, dataLast: "" }));
  };
}

const within = ({ position }: Node, { start, end }: Stretch) =>
  start < (position?.end.offset ?? 0) && end > (position?.start.offset ?? Infinity);

/** The statement that a block is set apart for; undefined where it is none that goes as a whole. */
function wholeOf(node: Node, stretches: Stretch[]): Stretch | undefined {
  const unbacked = stretches.filter((one) => !one.quoted && within(node, one));
  if (node.tagName === "pre") return unbacked[0];
  if (node.tagName !== "table") return undefined;
  const rows = (node.children ?? [])
    .filter(({ tagName }) => tagName === "tbody")
    .flatMap(({ children }) => children ?? [])
    .filter(({ tagName }) => tagName === "tr");
  const all = rows.length > 0 && rows.every((row) => unbacked.some((one) => within(row, one)));
  return all ? unbacked[0] : undefined;
}

/** A text's pieces, those inside a statement wrapped. One whose signs were escaped goes as a whole. */
function cut(node: Node, stretches: Stretch[], last: Map<number, Node>): Node[] {
  const { start, end } = { start: node.position?.start.offset, end: node.position?.end.offset };
  const value = node.value ?? "";
  if (start === undefined || end === undefined || !value.trim()) return [node];
  const exact = end - start === value.length;
  const pieces: Node[] = [];
  let at = 0;
  for (const stretch of stretches) {
    const from = exact ? Math.max(stretch.start - start, at) : 0;
    const to = exact ? Math.min(stretch.end - start, value.length) : value.length;
    if (from >= to || stretch.start >= end || stretch.end <= start) continue;
    if (from > at) pieces.push(words(value.slice(at, from)));
    const wrapped = element("span", [words(value.slice(from, to))], { dataClaim: String(stretch.at) });
    pieces.push(wrapped);
    if (!last.has(stretch.at)) wrapped.properties = { ...wrapped.properties, dataFirst: "" };
    last.set(stretch.at, wrapped);
    at = to;
    if (!exact) break;
  }
  if (pieces.length === 0) return [node];
  if (at < value.length) pieces.push(words(value.slice(at)));
  return pieces;
}
