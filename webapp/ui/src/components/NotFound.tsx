import { Container, Group } from "@mantine/core";
import { ButtonLink } from "~/components/links";
import { t } from "~/texts";
import { EmptyState } from "~/ui/EmptyState";
import { Logo } from "~/ui/Logo";

/** A path that leads nowhere. */
export function NotFound() {
  return (
    <Container component="main" size="sm" py="xl">
      <Group justify="center" mb="xl">
        <Logo label={t.shell.product} />
      </Group>
      <EmptyState order={1} title={t.shell.notFound.title} text={t.shell.notFound.text}>
        <ButtonLink to="/">{t.shell.notFound.home}</ButtonLink>
      </EmptyState>
    </Container>
  );
}
