import { asProblem } from "~/api/problem";
import { t } from "~/texts";
import { told } from "~/texts/told";
import { ErrorState } from "~/ui/ErrorState";

interface Props {
  error: unknown;
  onRetry?: () => void;
}

/** A page's own failed load, in words, with a retry where one makes sense. */
export function Trouble({ error, onRetry }: Props) {
  const problem = asProblem(error);
  const { title, hint } = t.shell.trouble(problem.status);
  return (
    <ErrorState
      title={title}
      text={problem.status === 0 ? hint : told(problem)}
      hint={problem.requestId ? t.shell.requestId(problem.requestId) : problem.status === 0 ? null : hint}
      retryLabel={t.shell.retry}
      {...(onRetry ? { onRetry } : {})}
    />
  );
}
