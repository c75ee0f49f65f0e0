import { useMutation } from '@tanstack/react-query'
import { proposeParts } from '../../server/library/parts/parts.rules.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useMay } from '../ui/session.ts'
import { guess } from './choosing.ts'
import { PartsProposal } from './PartsProposal.tsx'
import { useDecideParts } from './parts.api.ts'
import { type InboxFile, useTake } from './uploads.api.ts'

// A camera writes the parts of one recording within hours, each after the one before.
const longestMs = 6 * 3_600_000

/** Files of one recording on a card or drive: taken in one after another, and joined when they are here. */
export function InboxParts({ files, onTaken }: { files: InboxFile[]; onTaken: (id: string) => void }) {
  const take = useTake()
  const decide = useDecideParts()
  const mayWrite = useMay('uploads.write')
  const takeAll = useMutation({
    mutationFn: async (paths: string[]) => {
      const ids: string[] = []
      for (const path of paths) {
        const { upload } = await take.mutateAsync({ path, ...guess(path.split('/').at(-1) ?? path) })
        ids.push(upload.id)
      }
      await decide.mutateAsync({ uploads: ids })
      return ids[0] ?? ''
    },
    onSuccess: onTaken,
  })
  const written = new Map(files.map((file) => [file.path, Date.parse(file.modifiedAt)]))
  const candidates = files.map(({ path, name, folder, place, sizeBytes }) => ({
    ...{ id: path, fileName: name, place: `${place} ${folder}`, sizeBytes, durationMs: null },
  }))
  const proposals = mayWrite
    ? proposeParts(candidates, (before, after) => {
        const betweenMs = (written.get(after.id) ?? 0) - (written.get(before.id) ?? 0)
        // When files were written says which cannot belong together; how long the gap was, it does not.
        return betweenMs < 0 || betweenMs > longestMs ? Number.POSITIVE_INFINITY : null
      })
    : []
  return (
    <>
      {proposals.map((proposal) => (
        <PartsProposal
          key={proposal.parts.map(({ id }) => id).join(' ')}
          proposal={proposal}
          busy={takeAll.isPending}
          onJoin={(paths) => takeAll.mutate(paths)}
        />
      ))}
      {takeAll.error && <ErrorState error={takeAll.error} />}
    </>
  )
}
