import { Autocomplete, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { modelsQuery } from "~/api/providers";
import { t } from "~/texts";

interface Props {
  label: string;
  description: string;
  required?: boolean;
  /** Whose models are offered; none: a name is typed. */
  providerId: string | null;
  value: string;
  error: ReactNode;
  onChange: (value: string) => void;
}

/** The name of a model: typed, or of a provider that is there, from the list that it gives. */
export function ModelName({ providerId, ...props }: Props) {
  const listed = useQuery({ ...modelsQuery(providerId ?? ""), enabled: providerId !== null });
  return (
    <div>
      <Autocomplete maxLength={200} limit={100} data={listed.data ?? []} {...props} />
      {listed.isError ? (
        <Text size="sm" c="dimmed" mt={4} role="status">
          {t.dashboard.form.modelsFailed}
        </Text>
      ) : null}
    </div>
  );
}
