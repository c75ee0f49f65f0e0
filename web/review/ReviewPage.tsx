import { useParams } from '@tanstack/react-router'
import { Loaded } from '../ui/Loaded.tsx'
import { QueueView } from './QueueView.tsx'
import { type ChangesView, RoomView } from './RoomView.tsx'
import { useRoom } from './review.api.ts'

/** The queue, or the room of one version. */
export default function ReviewPage({ changes }: { changes?: ChangesView }) {
  const { versionId } = useParams({ strict: false })
  return versionId ? <Opened key={versionId} versionId={versionId} changes={changes} /> : <QueueView />
}

function Opened({ versionId, changes }: { versionId: string; changes: ChangesView | undefined }) {
  return <Loaded query={useRoom(versionId)}>{(room) => <RoomView room={room} changes={changes} />}</Loaded>
}
