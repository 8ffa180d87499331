/** What has failed, by its code. The service says it in English; another language puts its own words in their place. */
import type { Limit } from "~/api/problem";

export const problems = {
  /** Of a request that was refused. */
  detail: (_code: string, said: string): string => said,
  /** Of a limit that was reached: the service says all of it. */
  limit: (_limit: Limit, said: string): string => said,
  /** Of one field of a form. */
  field: (_code: string, said: string): string => said,
  /** Of a document, a sync, an index: what is wrong, and what to do. */
  message: (_code: string, said: string): string => said,
  action: (_code: string, said: string): string => said,
};
