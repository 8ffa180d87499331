/** The API's operations and what they answer, read off the schema: a fixture that the API would not send does not compile. */
import type { paths } from "~/api/schema";

type Method = "get" | "post" | "patch" | "delete";

/** ``GET /api/v1/chatbots/``: a method and a path of the schema. */
export type Operation = {
  [P in keyof paths & string]: {
    [M in Method]: paths[P][M] extends { responses: unknown } ? `${Uppercase<M>} ${P}` : never;
  }[Method];
}[keyof paths & string];

type Spec<K extends Operation> = K extends `${infer M} ${infer P}`
  ? P extends keyof paths
    ? paths[P][Lowercase<M> & keyof paths[P]]
    : never
  : never;

type JsonOf<R> = R extends { content: { "application/json": infer Body } } ? Body : never;

type Good = 200 | 201 | 202;

/** The JSON of an operation's good answer; null where there is none. */
export type Answer<K extends Operation> =
  Spec<K> extends { responses: infer R }
    ? keyof R & Good extends never
      ? null
      : JsonOf<R[keyof R & Good]>
    : never;

/** The pattern of a path with its parameters in braces. */
export const patternOf = (path: string) =>
  new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{[^}]+\}/g, "([^/]+)")}$`);
