import { useEffect, useState } from 'react'
import { db } from '../store/db.ts'
import { type Space, space } from '../store/space.ts'
import { useStored } from '../store/use-stored.ts'
import { fetching } from './fetching.ts'

/** What is left on the phone, asked anew whenever what is kept here changes. */
export function useSpace(): (Space & { soundBytes: number }) | undefined {
  const isFetching = fetching.use() !== null
  const soundBytes = useStored(async () =>
    (await db.blobs.toArray()).reduce((sum, { offsetBytes }) => sum + offsetBytes, 0),
  )
  const [told, setTold] = useState<Space>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew whenever what is kept changes
  useEffect(() => {
    void space().then(setTold)
  }, [soundBytes, isFetching])
  return told && soundBytes !== undefined ? { ...told, soundBytes } : undefined
}
