/** A passage's stored text in paragraphs. */
export interface Paragraph {
  /** Where it begins in the passage. */
  at: number;
  text: string;
  heading: boolean;
}

const MARKDOWN_NAME = /\.(md|markdown|mdown|mkd)$/i;

/** Whether a document of this name was written in Markdown; its passages are kept as they were written. */
export const isMarkdown = (uri: string) => MARKDOWN_NAME.test(uri);

/** Cut at blank lines. A first line that is the heading above the passage is one. */
export function paragraphsOf(text: string, heading: readonly string[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  for (const found of text.matchAll(/\S(?:(?!\n[^\S\n]*\n)[^])*/g)) {
    const words = found[0].trimEnd();
    const isHeading = paragraphs.length === 0 && heading.includes(words);
    paragraphs.push({ at: found.index, text: words, heading: isHeading });
  }
  return paragraphs;
}
