import { useDebouncedValue } from '@mantine/hooks'

const REST_MS = 250

/** What was typed, once the keys rest: input methods for Vietnamese send several keys for one letter. */
export function useSettled(typed: string): string {
  return useDebouncedValue(typed, REST_MS)[0]
}
