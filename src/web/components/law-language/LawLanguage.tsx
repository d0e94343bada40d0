import { useMessages } from '../../messages/define.ts'
import { shellMessages } from '../../messages/shell.ts'
import { useShell } from '../../shell.ts'

/** Says to who reads in another language why the names and questions of a procedure stay Vietnamese. */
export function LawLanguage() {
  const texts = useMessages(shellMessages)
  const { locale } = useShell()
  return locale === 'vi' ? null : <p className="law-language soft sm">{texts.lawLanguage}</p>
}
