/** RFC 9457 problem+json as the service answers it, and the trouble that has no answer at all. */
import { ifThere, load } from "~/texts";
import { start } from "~/texts/start";
import type { components } from "./schema";

export interface FieldError {
  field: string;
  code: string;
  message: string;
}

/** A limit of the plan that was reached. */
export type Limit = NonNullable<components["schemas"]["Problem"]["limit"]>;

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors: FieldError[] = [],
    readonly retryAfter: number | null = null,
    readonly requestId: string | null = null,
    readonly limit: Limit | null = null,
  ) {
    super(detail);
    this.name = "Problem";
  }

  /** The message for a field, if the service named it. */
  field(name: string): string | undefined {
    const named = this.errors.find(({ field }) => field === name || field.startsWith(`${name}.`));
    return named && (ifThere("problems")?.field(named.code, named.message) ?? named.message);
  }
}

interface RawProblem {
  code?: string;
  detail?: string;
  title?: string;
  errors?: FieldError[];
  request_id?: string;
  limit?: Limit | null;
}

/** Status 0: the server could not be reached. */
export const unreachable = () => new Problem(0, "unreachable", start().unreachable);

/** The problem in an answer that is not ok. */
export async function problemOf(response: Response, body?: unknown): Promise<Problem> {
  // Its words are on their way since the answer came; without them it is told in the service's own.
  await load("problems").catch(() => null);
  const raw = (body ?? (await response.json().catch(() => ({})))) as RawProblem;
  const after = Number(response.headers.get("Retry-After"));
  return new Problem(
    response.status,
    raw.code ?? "unknown",
    raw.detail ?? raw.title ?? response.statusText,
    raw.errors ?? [],
    // Of what comes back in weeks, or when something is deleted, nobody counts the seconds.
    Number.isFinite(after) && after > 0 && raw.code !== "quota_exceeded" ? after : null,
    raw.request_id ?? null,
    raw.limit ?? null,
  );
}

/** Any thrown thing as a Problem. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof TypeError) return unreachable();
  return new Problem(-1, "unexpected", thrown instanceof Error ? thrown.message : String(thrown));
}
