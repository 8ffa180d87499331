import { Group, Text } from "@mantine/core";

/** The name with its mark: an open book. */
export function Logo({ label }: { label: string }) {
  return (
    <Group gap={8} wrap="nowrap" flex="none">
      <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden className="decor">
        <rect width="32" height="32" rx="7" fill="var(--mantine-color-petrol-9)" />
        <path
          d="M8 8h7a3 3 0 0 1 3 3v14a2.500 2.500 0 0 0-2.500-2.500H8zM24 8h-3a3 3 0 0 0-3 3v14a2.500 2.500 0 0 1 2.500-2.500H24z"
          fill="#f7f3ea"
        />
      </svg>
      <Text fw={650} size="lg" ff="var(--serif)">
        {label}
      </Text>
    </Group>
  );
}
