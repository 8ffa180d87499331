import { Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { part, t } from "~/texts";
import classes from "./SearchPage.module.css";

const s = part(() => t.search);
/** As in the stylesheet. */
const ROOMY = "(min-width: 100em)";

/** What the three numbers mean: beside the results in a wide window, else folded until somebody asks. */
export function ScoreHelp() {
  const roomy = useMediaQuery(ROOMY, false, { getInitialValueInEffect: false });
  if (roomy)
    return (
      <section className={classes.aside} aria-labelledby="score-help">
        <Title order={3} size="h5" id="score-help" mb="xs">
          {s.explain}
        </Title>
        <Meanings />
      </section>
    );
  return (
    <details className={classes.help}>
      <summary>{s.explain}</summary>
      <Meanings />
    </details>
  );
}

function Meanings() {
  return (
    <dl className={classes.meanings}>
      {[s.score, s.bm25, s.cosine].map(({ label, help }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{help}</dd>
        </div>
      ))}
    </dl>
  );
}
