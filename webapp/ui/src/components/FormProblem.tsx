import { Alert } from "@mantine/core";
import type { Problem } from "~/api/problem";
import { t } from "~/texts";
import { told } from "~/texts/told";

interface Props {
  problem: Problem | null;
  /** Fields that show their own errors; a problem that names only those needs no second mention. */
  fields: readonly string[];
}

/** What a form's submission failed on and no field shows. */
export function FormProblem({ problem, fields }: Props) {
  if (!problem) return null;
  const shown = problem.errors.length > 0 && problem.errors.every(({ field }) => fields.includes(field));
  if (shown) return null;
  const wait = problem.retryAfter ? ` ${t.shell.waitSeconds(problem.retryAfter)}` : "";
  return (
    <Alert role="alert" color="red" variant="light" title={t.shell.trouble(problem.status).title}>
      {told(problem)}
      {wait}
    </Alert>
  );
}
