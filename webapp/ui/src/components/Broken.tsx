import { Container } from "@mantine/core";
import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { Problem } from "~/api/problem";
import { Trouble } from "./Trouble";

/** A page's own mistake is no network trouble, though both may be TypeErrors. */
const told = (error: unknown) =>
  error instanceof TypeError && !/fetch|import|module|network/i.test(error.message)
    ? new Problem(-1, "unexpected", error.message)
    : error;

/** The error boundary of every page: never a blank one. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Container size="sm" py="xl">
      <Trouble error={told(error)} onRetry={again} />
    </Container>
  );
}
