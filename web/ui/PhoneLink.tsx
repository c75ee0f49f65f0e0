import { phoneForReading } from '../../server/people/phone.rules.ts'

/** A number that is called by a press; nothing where nobody wrote one down. */
export function PhoneLink({ phone }: { phone: string | null }) {
  if (!phone) return null
  return (
    <a className="link num" href={`tel:${phone}`}>
      {phoneForReading(phone)}
    </a>
  )
}
