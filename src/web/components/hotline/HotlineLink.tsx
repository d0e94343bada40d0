import { useMessages } from '../../messages/define.ts'
import { shellMessages } from '../../messages/shell.ts'
import { useShell } from '../../shell.ts'
import { Icon } from '../icon/Icon.tsx'

/** "Gọi 1022": calls the hotline of the province. Nothing in a house without a province. */
export function HotlineLink({ button = false }: { button?: boolean }) {
  const { hotline } = useShell()
  const texts = useMessages(shellMessages)
  if (hotline === null) return null
  const label = texts.callHotline(hotline.number)
  if (!button) return <a href={telOf(hotline.number)}>{label}</a>
  return (
    <a className="button button-quiet" href={telOf(hotline.number)}>
      <Icon name="phone" />
      {label}
    </a>
  )
}

/** "Tổng đài 1022, miễn phí, 07:00–21:00 mỗi ngày.": the number and when somebody answers. */
export function HotlineFacts() {
  const { hotline } = useShell()
  const texts = useMessages(shellMessages)
  if (hotline === null) return null
  const { number, free, days, hours } = hotline
  const when = `${hours.replaceAll('-', '–').replaceAll(',', ', ')} ${texts.hotlineDays[days]}`
  return (
    <>
      {texts.hotline} <a href={telOf(number)}>{number}</a>, {free && `${texts.hotlineFree}, `}
      {when}.
    </>
  )
}

function telOf(number: string): string {
  return `tel:${number.replaceAll(/[ .]/g, '')}`
}
