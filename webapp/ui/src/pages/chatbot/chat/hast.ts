/** The tree of a rendered answer (hast), as far as it matters to what is put around and into its words. */
export interface Node {
  type: string;
  value?: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
  position?: { start: { offset?: number }; end: { offset?: number } };
}

export const words = (value: string): Node => ({ type: "text", value });
export const element = (
  tagName: string,
  children: Node[],
  properties: Record<string, unknown> = {},
): Node => ({ type: "element", tagName, properties, children });

/** Everything that a node says. */
export const textOf = (node: Node): string => node.value ?? (node.children ?? []).map(textOf).join("");

/** Letters and digits: what a quote and the same words in an answer have in common. */
export const plainOf = (said: string) => said.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
