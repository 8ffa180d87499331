import { Button, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useSyncExternalStore } from "react";
import { deleteProvider, providersQuery, type Provider } from "~/api/providers";
import { session } from "~/api/session";
import { DeleteModal } from "~/components/later";
import { toast } from "~/components/toast";
import { Trouble } from "~/components/Trouble";
import type { ModelsSearch } from "~/searches";
import { part, t } from "~/texts";
import { EmptyState } from "~/ui/EmptyState";
import { Page } from "~/ui/Page";
import { ProviderCard } from "./ProviderCard";
import { ProviderModal } from "./ProviderModal";

const m = part(() => t.models);
const SET_UP = ["owner", "admin"];

/** Whose models answer: those that the organisation has set up, in the order in which they stand in for each other. */
export function ModelsPage() {
  const providers = useQuery(providersQuery());
  const search = useSearch({ from: "/inside/models" });
  const navigate = useNavigate();
  const mayChange = useMayChange();
  const go = (next: ModelsSearch) => void navigate({ to: "/models", search: next });
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => go({ dialog: "add" })}>
      {m.add}
    </Button>
  );
  return (
    <Page measure="text">
      <Title order={1} size="h2" mb={4}>
        {m.title}
      </Title>
      <Text c="dimmed" mb="md">
        {m.intro}
      </Text>
      {providers.isPending ? (
        <Skeleton height={200} radius="md" role="status" aria-label={t.shell.loading} />
      ) : null}
      {providers.isError ? (
        <Trouble error={providers.error} onRetry={() => void providers.refetch()} />
      ) : null}
      {providers.data?.length === 0 ? (
        <EmptyState title={m.nothing.title} text={mayChange ? m.nothing.text : m.nothing.others}>
          {mayChange ? add : null}
        </EmptyState>
      ) : null}
      {providers.data && providers.data.length > 0 ? (
        <Stack>
          {providers.data.length > 1 ? <Text>{m.order}</Text> : null}
          {providers.data.map((provider, place) => (
            <ProviderCard
              key={provider.id}
              provider={provider}
              mayChange={mayChange}
              isLast={place === providers.data.length - 1}
              onOpen={(dialog) => go({ dialog, provider: provider.id })}
            />
          ))}
          {mayChange ? <div>{add}</div> : null}
        </Stack>
      ) : null}
      {providers.data && mayChange ? (
        <Dialogs providers={providers.data} search={search} onClose={() => go({})} />
      ) : null}
    </Page>
  );
}

/** The service decides for itself; this only leaves out what it refuses. */
function useMayChange(): boolean {
  const state = useSyncExternalStore(session.subscribe, session.get);
  return state.kind === "in" && SET_UP.includes(state.user.role);
}

interface DialogProps {
  providers: readonly Provider[];
  search: ModelsSearch;
  onClose: () => void;
}

function Dialogs({ providers, search: { dialog, provider: id }, onClose }: DialogProps) {
  const provider = providers.find((one) => one.id === id);
  if (dialog === "add") return <ProviderModal provider={null} onClose={onClose} />;
  if (!provider) return null;
  if (dialog === "edit") return <ProviderModal key={id} provider={provider} onClose={onClose} />;
  if (dialog !== "delete") return null;
  return (
    <DeleteModal
      name={provider.name}
      title={m.removal.title(provider.name)}
      text={m.removal.text(provider.chatbots)}
      submitLabel={m.removal.submit}
      onConfirm={() => deleteProvider(provider.id)}
      onClose={onClose}
      onDone={() => {
        toast(m.removal.done(provider.name));
        onClose();
      }}
    />
  );
}
