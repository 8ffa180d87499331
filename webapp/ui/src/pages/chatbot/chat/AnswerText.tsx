import { createContext, memo, use, useMemo, type ComponentPropsWithoutRef, type ReactNode } from "react";
import Markdown, { type Components } from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import type { Citation, Claim, Message } from "~/api/stream";
import { blocks } from "~/components/markdownBlocks";
import { remarkTables } from "~/components/markdownTables";
import { placeOf } from "~/components/reader/reference";
import { t } from "~/texts";
import classes from "./chat.module.css";
import { answerSchema, rehypeMarks } from "./marks";
import { personalIn, rehypeFlagged, type Personal } from "./flagged";
import { citationKey } from "./openCitation";
import { useReading } from "./reading";
import { rehypeRows, rowsOf, type QuotedRow } from "./quotedRows";
import { rehypeUnbacked, unbackedIn, type Stretch } from "./unbacked";

/** Which message's marks these are, and what is proven of them so far. */
const Cited = createContext<{ messageId: string; citations: Citation[]; claims: Claim[] }>({
  messageId: "",
  citations: [],
  claims: [],
});

interface Props {
  messageId: string;
  text: string;
  citations: Citation[];
  claims: Claim[];
  flagged: Message["flagged"];
}

/**
 * An answer as it reads: Markdown, sanitised last; a mark is a button once its citation has come, a statement that
 * nothing backs is set apart, quoted words stand in quotation marks, a quoted row under its header, and what is
 * personal is marked where the chatbot wants it so.
 */
export const AnswerText = memo(function AnswerText({ messageId, text, citations, claims, flagged }: Props) {
  const rehype = useMemo(
    () => rehypeFor(unbackedIn(text, claims), rowsOf(citations), personalIn(text, flagged)),
    [text, claims, citations, flagged],
  );
  return (
    <Cited value={{ messageId, citations, claims }}>
      <div className={classes.prose}>
        <Markdown
          remarkPlugins={REMARK}
          rehypePlugins={rehype}
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
type Plugins = ComponentPropsWithoutRef<typeof Markdown>["rehypePlugins"];
const rehypeFor = (stretches: Stretch[], rows: QuotedRow[], personal: Personal[]): Plugins => [
  [rehypeRows, { rows }],
  [rehypeFlagged, { personal }],
  [rehypeUnbacked, { stretches }],
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
  const label = t.chat.mark(n, citation.title, placeOf(citation));
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

/** Something personal: what it is stands in its title. */
function Personally({ children, ...rest }: ComponentPropsWithoutRef<"mark"> & { "data-personal"?: string }) {
  const kind = rest["data-personal"] as Personal["kind"] | undefined;
  if (!kind) return children;
  return (
    <mark className={classes.personal} title={t.chat.personal.marked(t.chat.personal.kinds[kind])}>
      {children}
    </mark>
  );
}

/** A piece of a statement; the last one says why it is set apart. */
function Statement({ children, ...rest }: ComponentPropsWithoutRef<"span"> & Pieces) {
  const { claims } = use(Cited);
  const at = rest["data-claim"];
  if (at === undefined) return <span data-marked={rest["data-marked"]}>{children}</span>;
  const { contrast, verdict } = claims[Number(at)] ?? {};
  if (verdict === "quoted")
    return (
      <span className={classes.quotedWords} data-first={rest["data-first"]} data-last={rest["data-last"]}>
        {children}
      </span>
    );
  return (
    <span className={classes.unbacked}>
      {children}
      {rest["data-last"] === undefined ? null : (
        <small className={classes.unbackedNote}>{reasonOf(verdict, contrast)}</small>
      )}
    </span>
  );
}

/** Why a statement is set apart. */
function reasonOf(verdict: Claim["verdict"] | undefined, contrast: Claim["contrast"] | undefined) {
  if (verdict === "private") return t.chat.claims.mayNotBeShown;
  return contrast ? t.chat.claims.contrast(contrast.passage) : t.chat.claims.notFound;
}

/** A block that nothing backs: its frame and the reason below it. */
function Apart({ claim, children }: { claim: string | undefined; children: ReactNode }) {
  const { claims } = use(Cited);
  if (claim === undefined) return children;
  const { verdict } = claims[Number(claim)] ?? {};
  return (
    <div className={classes.unbackedBlock}>
      {children}
      <small className={classes.unbackedNote}>{reasonOf(verdict, null)}</small>
    </div>
  );
}

const Code = ({ children, ...rest }: ComponentPropsWithoutRef<"pre"> & Pieces) => (
  <Apart claim={rest["data-claim"]}>
    <pre tabIndex={0}>{children}</pre>
  </Apart>
);

const Table = ({ children, ...rest }: ComponentPropsWithoutRef<"table"> & Pieces) => (
  <Apart claim={rest["data-claim"]}>
    <div className={classes.table}>
      <table>{children}</table>
    </div>
  </Apart>
);

interface Pieces {
  "data-claim"?: string;
  "data-first"?: string;
  "data-last"?: string;
  "data-marked"?: string;
}

/** An answer's headings stand below the page's own. */
const Heading = ({ children }: { children?: ReactNode }) => <h3>{children}</h3>;

const COMPONENTS: Components = {
  ...blocks(Heading, classes.table),
  pre: Code,
  table: Table,
  sup: Mark,
  mark: Personally,
  span: Statement,
};
