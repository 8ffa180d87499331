/** What the service says of a failure, in the interface's language where that one has words for it. */
import type { Limit } from "~/api/problem";
import { ifThere } from ".";

interface Refused {
  code: string;
  detail: string;
  limit?: Limit | null;
}

interface Failed {
  code: string;
  message: string;
  action: string;
}

/** Why a request was refused. */
export function told({ code, detail, limit }: Refused): string {
  const texts = ifThere("problems");
  const said = texts?.detail(code, detail) ?? detail;
  return (limit && texts?.limit(limit, said)) || said;
}

/** Both in one line. */
export const spelled = ({ message, action }: Omit<Failed, "code">) => `${message} ${action}`;

/** What is wrong with a document, a sync or an index, and what to do about it. */
export const failure = ({ code, message, action }: Failed) => {
  const texts = ifThere("problems");
  return {
    message: texts?.message(code, message) ?? message,
    action: texts?.action(code, action) ?? action,
  };
};

interface Named extends Refused {
  status: number;
  errors: readonly { code: string; message: string }[];
  retryAfter: number | null;
}

/** A refusal with every word of the service's in the language that is spoken. */
export const inWords = (refused: Named): Named => {
  const texts = ifThere("problems");
  if (!texts) return refused;
  const errors = refused.errors.map(({ code, message }) => ({ code, message: texts.field(code, message) }));
  return { ...refused, detail: told(refused), errors };
};
