import { Code, List, Stack, Text, Title } from "@mantine/core";
import { ButtonLink } from "~/components/links";
import { t } from "~/texts";
import { Page } from "~/ui/Page";

/** How answers come to be written by a model: for whoever runs the installation, at an address that stays. */
export function ModelHelpPage() {
  const h = t.help.model;
  return (
    <Page measure="text">
      <Stack gap="md">
        <Title order={1} size="h2">
          {h.title}
        </Title>
        <Text>{h.intro}</Text>
        <List type="ordered" spacing="sm">
          {h.steps.map(({ text, code }) => (
            <List.Item key={text}>
              <Text>{text}</Text>
              {code ? (
                <Code block mt={6} tabIndex={0}>
                  {code}
                </Code>
              ) : null}
            </List.Item>
          ))}
        </List>
        <Title order={2} size="h4">
          {h.settings}
        </Title>
        <dl>
          {h.variables.map(({ name, text }) => (
            <div key={name}>
              <dt>
                <Code>{name}</Code>
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <Title order={2} size="h4">
          {h.after}
        </Title>
        <Text>{h.afterText}</Text>
        <Text>{h.privacy}</Text>
        <div>
          <ButtonLink to="/" variant="default">
            {h.back}
          </ButtonLink>
        </div>
      </Stack>
    </Page>
  );
}
