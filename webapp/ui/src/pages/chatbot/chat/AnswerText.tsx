import { createContext, memo, use, type ComponentPropsWithoutRef, type ReactNode } from "react";
import Markdown, { type Components } from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import type { Citation } from "~/api/stream";
import { blocks } from "~/components/markdownBlocks";
import { remarkTables } from "~/components/markdownTables";
import { t } from "~/texts";
import classes from "./chat.module.css";
import { answerSchema, rehypeMarks } from "./marks";
import { citationKey } from "./openCitation";
import { useReading } from "./reading";

/** Which message's marks these are, and what is proven of them so far. */
const Cited = createContext<{ messageId: string; citations: Citation[] }>({ messageId: "", citations: [] });

interface Props {
  messageId: string;
  text: string;
  citations: Citation[];
}

/** An answer as it reads: Markdown, sanitised last; a mark is a button once its citation has come. */
export const AnswerText = memo(function AnswerText({ messageId, text, citations }: Props) {
  return (
    <Cited value={{ messageId, citations }}>
      <div className={classes.prose}>
        <Markdown
          remarkPlugins={REMARK}
          rehypePlugins={REHYPE}
          remarkRehypeOptions={REMARK_REHYPE}
          components={COMPONENTS}
        >
          {text}
        </Markdown>
      </div>
    </Cited>
  );
});

const REMARK = [remarkTables];
const REHYPE: ComponentPropsWithoutRef<typeof Markdown>["rehypePlugins"] = [
  rehypeMarks,
  [rehypeSanitize, answerSchema],
];
const REMARK_REHYPE = { clobberPrefix: "answer-" };

function Mark({ children, ...rest }: ComponentPropsWithoutRef<"sup"> & { "data-mark"?: string }) {
  const { messageId, citations } = use(Cited);
  const { opened, open, point } = useReading();
  const n = Number(rest["data-mark"]);
  if (!n) return <sup>{children}</sup>;
  const citation = citations.find((one) => one.n === n);
  if (!citation) return <span className={classes.mark}>{n}</span>;
  const key = citationKey(messageId, n);
  const label = t.chat.mark(n, citation.title, citation.page);
  return (
    <button
      type="button"
      className={classes.mark}
      aria-label={label}
      aria-pressed={opened === key}
      onPointerEnter={({ currentTarget, pointerType }) =>
        pointerType === "mouse" ? point({ citation, mark: currentTarget }) : undefined
      }
      onPointerLeave={() => point(null)}
      onFocus={({ currentTarget }) =>
        currentTarget.matches(":focus-visible") ? point({ citation, mark: currentTarget }) : undefined
      }
      onBlur={() => point(null)}
      data-citation={key}
      onClick={() => {
        point(null);
        open(key);
      }}
    >
      {n}
    </button>
  );
}

/** An answer's headings stand below the page's own. */
const Heading = ({ children }: { children?: ReactNode }) => <h3>{children}</h3>;

const COMPONENTS: Components = { ...blocks(Heading, classes.table), sup: Mark };
