import { t } from "~/texts";
import classes from "./SearchPage.module.css";

const s = t.search;

/** What the three numbers mean; folded until somebody asks. */
export function ScoreHelp() {
  return (
    <details className={classes.help}>
      <summary>{s.explain}</summary>
      <dl>
        {[s.score, s.bm25, s.cosine].map(({ label, help }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{help}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
