/** An answer to take along: its Markdown and the references its marks point at. */
import { referenceOf } from "~/components/reader/reference";
import type { Message } from "~/api/stream";
import { t } from "~/texts";

const special = /([\\`*_[\]<>])/g;
const plain = (text: string) => text.replace(/\s+/g, " ").trim().replace(special, "\\$1");

/** The answer, then one line for each citation, in the order of their numbers. */
export function markdownOf({ content, citations }: Pick<Message, "content" | "citations">): string {
  const body = content.trim();
  if (citations.length === 0) return `${body}\n`;
  const lines = [...citations]
    .sort((one, other) => one.n - other.n)
    .map(
      (citation) =>
        `- [${citation.n}] ${plain(referenceOf(citation))}: ${t.chat.quoted(plain(citation.quote))}`,
    );
  return `${body}\n\n**${t.chat.references}**\n\n${lines.join("\n")}\n`;
}
