/** The interface's own code, in files that come when they are wanted. */
import { unreachable } from "./problem";

const PATIENCE_MS = 5_000;

const isServed = () =>
  fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * Load a file of code, and tell the two reasons apart for which it may not come. The service is away: a Problem, to be
 * said and tried again. It is there: the file went with an older version, and the error stays what it is (the router
 * loads the page anew for it).
 */
export const code =
  <T>(load: () => Promise<T>) =>
  async (): Promise<T> => {
    try {
      return await load();
    } catch (failed) {
      throw (await isServed()) ? failed : unreachable();
    }
  };
