import { Box, Container, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Logo } from "~/ui/Logo";
import { LanguageChoice } from "~/components/LanguageChoice";
import { AnchorLink } from "~/components/links";
import { t } from "~/texts";

interface Props {
  title: string;
  intro: string;
  children: ReactNode;
  other: { text: string; label: string; to: "/login" | "/register"; target: string | undefined };
}

/** The sheet around logging in and registering. */
export function AuthFrame({ title, intro, children, other }: Props) {
  return (
    <Container component="main" size={460} py={{ base: "lg", sm: 64 }}>
      <Stack gap="lg">
        <Box>
          <Logo label={t.shell.product} />
          <Title order={1} size="h2" mt="lg">
            {title}
          </Title>
          <Text c="dimmed" mt={4} ff="var(--serif)" size="lg">
            {intro}
          </Text>
        </Box>
        <Paper withBorder p={{ base: "md", sm: "lg" }} radius="md">
          {children}
        </Paper>
        <Text size="sm">
          {other.text}{" "}
          <AnchorLink to={other.to} search={other.target ? { target: other.target } : {}} underline="always">
            {other.label}
          </AnchorLink>
        </Text>
        <LanguageChoice />
      </Stack>
    </Container>
  );
}
