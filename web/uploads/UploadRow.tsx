import type { ReactNode } from 'react'
import { Icon } from '../ui/icons.tsx'
import { DataRow, RowIcon } from '../ui/ListPanel.tsx'
import { titleFor } from './title.ts'
import type { Upload } from './uploads.api.ts'

type Props = {
  upload: Upload
  selected: boolean
  onSelect: (id: string) => void
  side?: ReactNode
  below?: ReactNode
  children?: ReactNode
}

/** A file on its way or just arrived: its kind, its title, its name, and what is said of it. */
export function UploadRow({ upload, selected, onSelect, side, below, children }: Props) {
  return (
    <DataRow
      selected={selected}
      onOpen={() => onSelect(upload.id)}
      lead={
        <RowIcon>
          <Icon name={upload.kind === 'programme' ? 'film' : 'wave'} />
        </RowIcon>
      }
      title={titleFor(upload)}
      note={upload.fileName}
      side={side}
      below={below}
    >
      {children}
    </DataRow>
  )
}
