import { Container, Loader, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Navigate, useSearch } from "@tanstack/react-router";
import { q } from "~/api/q";
import { enterDemo } from "~/api/session";
import { AnchorLink } from "~/components/links";
import { t } from "~/texts";
import { ErrorState } from "~/ui/ErrorState";
import { Logo } from "~/ui/Logo";

/** The link that `make up` prints: a one-time code opens the demo account. */
export function WelcomePage() {
  const { code } = useSearch({ from: "/welcome" });
  const entered = useQuery({
    ...q(["welcome", code], () => enterDemo(code ?? "").then(() => true)),
    retry: false,
    staleTime: Infinity,
  });
  if (entered.data) return <Navigate to="/" replace />;
  return (
    <Container component="main" size={460} py={64}>
      <Stack align="flex-start">
        <Logo label={t.shell.product} />
        <Title order={1} size="h2" mt="sm">
          {t.auth.welcome.title}
        </Title>
        {entered.error ? (
          <>
            <ErrorState title={t.auth.welcome.used} text={t.auth.welcome.usedHint} retryLabel="" />
            <AnchorLink to="/login" underline="always">
              {t.auth.welcome.toLogin}
            </AnchorLink>
          </>
        ) : (
          <Loader type="dots" aria-label={t.shell.loading} />
        )}
      </Stack>
    </Container>
  );
}
