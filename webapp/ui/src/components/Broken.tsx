import { Container } from "@mantine/core";
import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { Trouble } from "./Trouble";

/** The error boundary of every page: never a blank one. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Container size="sm" py="xl">
      <Trouble error={error} onRetry={again} />
    </Container>
  );
}
