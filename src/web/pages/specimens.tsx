import { PageTitle } from '../components/page-title/PageTitle.tsx'
import { TitleBlock } from '../components/title-block/TitleBlock.tsx'
import sheet from '../styles/specimens.css?url'
import { DeskSpecimens } from './specimens/desk.tsx'
import { FormSpecimens } from './specimens/forms.tsx'
import { ListSpecimens } from './specimens/lists.tsx'
import { PortalSpecimens } from './specimens/portal.tsx'
import { TokenSpecimens } from './specimens/tokens.tsx'
import { WallSpecimens } from './specimens/wall.tsx'

/** The sheet shows desk and wall too, whose styles a portal page does not load. */
export const links = () => [{ rel: 'stylesheet', href: sheet }]

/** Every component and state on one sheet, in Vietnamese whatever the language: the texts are samples, not messages. */
export default function Specimens() {
  return (
    <main id="noi-dung" className="page" lang="vi">
      <PageTitle>Thành phần giao diện</PageTitle>
      <TitleBlock title="Thành phần giao diện">
        Mọi thành phần và trạng thái trên một tờ. Chữ là chữ thật, trạng thái nằm trong HTML. Người, hồ sơ và
        con số là ví dụ.
      </TitleBlock>
      <div className="stack stack-xl">
        <TokenSpecimens />
        <PortalSpecimens />
        <FormSpecimens />
        <ListSpecimens />
        <DeskSpecimens />
        <WallSpecimens />
      </div>
    </main>
  )
}
