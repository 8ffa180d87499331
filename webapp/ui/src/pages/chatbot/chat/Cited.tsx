import type { Citation } from "~/api/stream";
import { plainWords } from "~/components/reader/inline";
import { placeOf } from "~/components/reader/reference";
import { t } from "~/texts";
import classes from "./chat.module.css";
import { plainOf } from "./hast";
import { citationKey } from "./openCitation";
import { useReading } from "./reading";

interface Props {
  messageId: string;
  /** The answer: words that stand in it are not said once more. */
  text: string;
  citations: Citation[];
}

/** The sources below an answer, each opens at its passage. Those of one place are told apart by their words. */
export function Cited({ messageId, text, citations }: Props) {
  const { opened, open } = useReading();
  if (citations.length === 0) return null;
  const places = citations.map(nameOf);
  const said = plainOf(text);
  return (
    <ul className={classes.cited} aria-label={t.chat.sourcesOf}>
      {[...citations]
        .sort((one, other) => one.n - other.n)
        .map((citation) => {
          const { n, title, quote, row } = citation;
          const where = placeOf(citation);
          const twice = places.filter((place) => place === nameOf(citation)).length > 1;
          const shared = twice && !said.includes(plainOf(quote));
          return (
            <li key={n} data-shared={shared}>
              <button
                type="button"
                className={classes.source}
                title={`${title}\n${t.chat.quoted(quote.trim())}`}
                aria-pressed={opened === citationKey(messageId, n)}
                onClick={() => open(citationKey(messageId, n))}
              >
                <strong>{n}</strong>
                <span className={classes.name}>{title}</span>
                {where === null ? null : <span className={classes.where}>{where}</span>}
                {shared ? (
                  <span className={classes.words}>
                    {t.chat.quoted(row ? row.cells.filter(Boolean).join(" · ") : wordsOf(quote))}
                  </span>
                ) : null}
              </button>
            </li>
          );
        })}
    </ul>
  );
}

/** What a source is called in the list: two of the same name need their words. */
const nameOf = (citation: Citation) => `${citation.title} ${placeOf(citation)}`;

const LONGEST = 160;
const wordsOf = (quote: string) => plainWords(quote).slice(0, LONGEST);
