import { liveQuery } from 'dexie'
import { useEffect, useState } from 'react'

/** What a question to the database answers, asked again whenever what it read changes; undefined until the first answer. */
export function useStored<T>(ask: () => Promise<T>, again: readonly unknown[] = []): T | undefined {
  const [answer, setAnswer] = useState<T>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is a new function each time; `again` says when it is another one
  useEffect(() => {
    const watching = liveQuery(ask).subscribe({
      next: setAnswer,
      error: (error: unknown) => console.error(error),
    })
    return () => watching.unsubscribe()
  }, [...again])
  return answer
}
