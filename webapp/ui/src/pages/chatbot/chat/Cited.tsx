import type { Citation } from "~/api/stream";
import { t } from "~/texts";
import classes from "./chat.module.css";
import { citationKey } from "./openCitation";
import { useReading } from "./reading";

interface Props {
  messageId: string;
  citations: Citation[];
}

/** The sources below an answer, each opens at its passage. */
export function Cited({ messageId, citations }: Props) {
  const { opened, open } = useReading();
  if (citations.length === 0) return null;
  return (
    <ul className={classes.cited} aria-label={t.chat.sourcesOf}>
      {[...citations]
        .sort((one, other) => one.n - other.n)
        .map(({ n, title, page }) => (
          <li key={n}>
            <button
              type="button"
              className={classes.source}
              title={title}
              aria-pressed={opened === citationKey(messageId, n)}
              onClick={() => open(citationKey(messageId, n))}
            >
              <strong>{n}</strong>
              <span>{title}</span>
              {page === null ? null : <span className={classes.where}>{t.chat.page(page)}</span>}
            </button>
          </li>
        ))}
    </ul>
  );
}
