import { useMessages } from '#web/messages/define.ts'
import type { Desk } from './desks.ts'
import { procedurePageMessages } from './procedure-messages.ts'

/** Hours, address and phone of a one-stop desk, as far as they are known. */
export function DeskFacts({ desk }: { desk: Pick<Desk, 'hours' | 'address' | 'phone'> }) {
  const texts = useMessages(procedurePageMessages)
  return (
    <>
      {desk.hours && <span className="num">{desk.hours}</span>}
      {desk.address && (
        <>
          <br />
          {desk.address}
        </>
      )}
      {desk.phone && (
        <>
          <br />
          <a href={`tel:${desk.phone}`}>{texts.phone(desk.phone)}</a>
        </>
      )}
    </>
  )
}
