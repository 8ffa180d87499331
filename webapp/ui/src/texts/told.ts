/** What the service says of a failure, in the interface's language where that one has words for it. */
import { ifThere } from ".";

interface Refused {
  code: string;
  detail: string;
}

interface Failed {
  code: string;
  message: string;
  action: string;
}

/** Why a request was refused. */
export const told = ({ code, detail }: Refused): string =>
  ifThere("problems")?.detail(code, detail) ?? detail;

/** What is wrong with a document, a sync or an index, and what to do about it. */
export const failure = ({ code, message, action }: Failed) => {
  const texts = ifThere("problems");
  return {
    message: texts?.message(code, message) ?? message,
    action: texts?.action(code, action) ?? action,
  };
};
