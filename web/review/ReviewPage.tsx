import { useParams } from '@tanstack/react-router'
import { Loaded } from '../ui/Loaded.tsx'
import { QueueView } from './QueueView.tsx'
import { RoomView } from './RoomView.tsx'
import { useRoom } from './review.api.ts'

/** The queue, or the room of one version. */
export default function ReviewPage() {
  const { versionId } = useParams({ strict: false })
  return versionId ? <Opened key={versionId} versionId={versionId} /> : <QueueView />
}

function Opened({ versionId }: { versionId: string }) {
  return <Loaded query={useRoom(versionId)}>{(room) => <RoomView room={room} />}</Loaded>
}
