import { Skeleton, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { usageQuery, type Usage } from "~/api/usage";
import { ButtonLink } from "~/components/links";
import { Trouble } from "~/components/Trouble";
import { t } from "~/texts";
import { dayOnly, digits, monthName, number } from "~/texts/format";
import { EmptyState } from "~/ui/EmptyState";
import { Page } from "~/ui/Page";
import { said, UsageBars } from "./UsageBars";
import classes from "./UsagePage.module.css";

/** What the organisation and its people have used this month, each against its limit. */
export function UsagePage() {
  const usage = useQuery(usageQuery());
  return (
    <Page measure="text">
      <Title order={1} size="h2" mb={4}>
        {t.usage.title}
      </Title>
      {usage.isPending ? (
        <Skeleton height={240} radius="md" role="status" aria-label={t.shell.loading} />
      ) : null}
      {usage.isError ? <Trouble error={usage.error} onRetry={() => void usage.refetch()} /> : null}
      {usage.data ? <Report usage={usage.data} /> : null}
    </Page>
  );
}

const isNothing = ({ organization: { documents, questions } }: Usage) => !documents.used && !questions.used;

function Report({ usage }: { usage: Usage }) {
  const { organization, person, currency, people } = usage;
  return (
    <Stack gap="xl">
      <Text c="dimmed">
        {t.usage.intro(monthName(usage.month))} {t.usage.resets(dayOnly(usage.resets_at))}{" "}
        {t.usage.plan(usage.plan)}.
      </Text>
      {isNothing(usage) ? (
        <EmptyState title={t.usage.nothing.title} text={t.usage.nothing.text}>
          <ButtonLink to="/">{t.usage.nothing.go}</ButtonLink>
        </EmptyState>
      ) : null}
      <Section title={t.usage.whole}>
        <UsageBars
          currency={currency}
          parts={[
            ["documents", organization.documents],
            ["storage", organization.storage],
            ["questions", organization.questions],
            ["tokens", organization.tokens],
            ["cost", organization.cost],
          ]}
        />
      </Section>
      <Section title={t.usage.own}>
        <UsageBars
          currency={currency}
          parts={[
            ["questions", person.questions],
            ["tokens", person.tokens],
            ["cost", person.cost],
          ]}
        />
      </Section>
      {people ? (
        <Section title={t.usage.people}>
          <People people={people} currency={currency} />
        </Section>
      ) : null}
      {usage.models.length > 0 ? (
        <Section title={t.usage.byModel}>
          <Text c="dimmed" mb="sm">
            {t.usage.byModelNote}
          </Text>
          <Models models={usage.models} />
        </Section>
      ) : null}
      <Rates rates={usage.rates} />
    </Stack>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      {children}
    </section>
  );
}

function People({ people, currency }: { people: NonNullable<Usage["people"]>; currency: string }) {
  const { what, person, nobody } = t.usage;
  if (people.length === 0) return <Text c="dimmed">{nobody}</Text>;
  const priced = people.some(({ cost }) => cost);
  return (
    <Sideways label={t.usage.people}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{person}</Table.Th>
          <Table.Th>{what.questions}</Table.Th>
          <Table.Th>{what.tokens}</Table.Th>
          {priced ? <Table.Th>{what.cost}</Table.Th> : null}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {people.map(({ id, name, email, questions, tokens, cost }) => (
          <Table.Tr key={id}>
            <Table.Td title={email}>{name}</Table.Td>
            <Table.Td>{said("questions", questions, currency)}</Table.Td>
            <Table.Td>{said("tokens", tokens, currency)}</Table.Td>
            {cost ? <Table.Td>{said("cost", cost, currency)}</Table.Td> : null}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Sideways>
  );
}

function Models({ models }: { models: Usage["models"] }) {
  const { provider, model, calls, read, written, price, installation, removed } = t.usage;
  return (
    <Sideways label={t.usage.byModel}>
      <Table.Thead>
        <Table.Tr>
          {[provider, model, calls, read, written, price].map((title) => (
            <Table.Th key={title}>{title}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {models.map((one) => (
          <Table.Tr key={`${one.provider_id} ${one.model} ${one.currency}`}>
            <Table.Td>{one.provider_id === null ? installation : (one.provider ?? removed)}</Table.Td>
            <Table.Td>{one.model}</Table.Td>
            <Table.Td>{number(one.calls)}</Table.Td>
            <Table.Td>{number(one.prompt_tokens)}</Table.Td>
            <Table.Td>{number(one.completion_tokens)}</Table.Td>
            <Table.Td>{one.cost === null ? "–" : `${digits(one.cost, 4)} ${one.currency}`}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Sideways>
  );
}

/** "600/minute;5000/day" in words. */
const rate = (text: string) =>
  text
    .split(";")
    .filter(Boolean)
    .map((one) => {
      const [count = "", window = ""] = one.split("/");
      return t.usage.per(Number(count), t.usage.windows[window] ?? window);
    })
    .join(", ") || t.usage.unlimited;

function Rates({ rates }: { rates: Usage["rates"] }) {
  if (rates.every(({ organization, person }) => !organization && !person)) return null;
  return (
    <Section title={t.usage.rates}>
      <Text c="dimmed" mb="sm">
        {t.usage.ratesIntro}
      </Text>
      <Sideways label={t.usage.rates}>
        <Table.Tbody>
          {rates.map(({ group, organization, person }) => (
            <Table.Tr key={group}>
              <Table.Th scope="row">{t.usage.group[group] ?? group}</Table.Th>
              <Table.Td>
                {t.usage.ofOrganization}: {rate(organization)}
              </Table.Td>
              <Table.Td>
                {t.usage.ofPerson}: {rate(person)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Sideways>
    </Section>
  );
}

function Sideways({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.scroll} role="region" aria-label={label} tabIndex={0}>
      <Table horizontalSpacing="xs">{children}</Table>
    </div>
  );
}
