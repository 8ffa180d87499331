import { useMatch, useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { Problem } from "~/api/problem";
import { Page } from "~/ui/Page";
import { Trouble } from "./Trouble";

/** A page's own mistake is no network trouble, though both may be TypeErrors. */
const told = (error: unknown) =>
  error instanceof TypeError && !/fetch|import|module|network/i.test(error.message)
    ? new Problem(-1, "unexpected", error.message)
    : error;

/** The error boundary of every page: never a blank one. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const { routeId } = useMatch({ strict: false });
  const inHouse = String(routeId).startsWith("/inside/");
  const again = () => {
    reset();
    void router.invalidate();
  };
  const trouble = (
    <Page measure="text">
      <Trouble error={told(error)} onRetry={again} />
    </Page>
  );
  // The pages of the house stand in its landmark; where the house itself is broken, this is the page.
  return inHouse ? trouble : <main>{trouble}</main>;
}
