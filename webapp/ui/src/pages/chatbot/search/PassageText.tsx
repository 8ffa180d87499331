import type { ReactNode } from "react";
import Markdown from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import { blocks } from "~/components/markdownBlocks";
import { remarkTables } from "~/components/markdownTables";
import type { Found } from "~/api/search";
import { isMarkdown, paragraphsOf } from "./paragraphs";
import classes from "./SearchPage.module.css";

interface Props {
  found: Found;
  id: string;
  clamped: boolean;
}

/** A passage to read: paragraphs and headings; Markdown as it is meant, sanitised, without pictures and links. */
export function PassageText({ found, id, clamped }: Props) {
  return (
    <div id={id} className={classes.text} data-clamped={clamped || undefined}>
      {isMarkdown(found.uri) ? (
        <Markdown
          remarkPlugins={REMARK}
          rehypePlugins={REHYPE}
          disallowedElements={["a", "img", "input"]}
          unwrapDisallowed
          components={COMPONENTS}
        >
          {found.text}
        </Markdown>
      ) : (
        paragraphsOf(found.text, found.heading).map(({ at, text, heading }) => (
          <p key={at} className={heading ? classes.heading : undefined}>
            {text}
          </p>
        ))
      )}
    </div>
  );
}

const REMARK = [remarkTables];
const REHYPE = [rehypeSanitize];

/** A passage's headings are lines of what is quoted, not of this page. */
const Heading = ({ children }: { children?: ReactNode }) => <p className={classes.heading}>{children}</p>;

const COMPONENTS = blocks(Heading, classes.table);
