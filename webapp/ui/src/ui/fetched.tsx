import { useEffect, useState, type ComponentType } from "react";
import { code } from "~/api/code";

/**
 * A component whose code is fetched when it is first drawn; nothing stands there until then.
 *
 * Not React's `lazy`: that one shows a fallback also when the code is there already, and what follows a fallback waits for
 * 300 ms. Code that does not come is an error of the page, like one that `lazy` throws.
 */
export function fetched<P extends object>(load: () => Promise<ComponentType<P>>) {
  return function Fetched(props: P) {
    const [Code, setCode] = useState<ComponentType<P> | null>(null);
    useEffect(() => {
      const failed = (reason: unknown) =>
        setCode(() => {
          throw reason;
        });
      code(load)().then((loaded) => setCode(() => loaded), failed);
    }, []);
    return Code ? <Code {...props} /> : null;
  };
}
