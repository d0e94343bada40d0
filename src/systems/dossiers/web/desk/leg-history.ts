import type { DossierHappening } from '../../queries/history.ts'
import type { HistoryTexts, Told } from './history-words.ts'

/** What happened to the parts of a joined dossier, as colleagues tell it; null for anything else. */
export function tellLegs(event: DossierHappening, texts: HistoryTexts): Told | null {
  switch (event.name) {
    case 'dossier.leg-opened':
      return { title: texts.legOpened, more: event.data.stepName }
    case 'dossier.leg-awaits': {
      const items = event.data.items.map((item) => item.text).join('; ')
      return {
        title: texts.legAwaits(event.data.legName),
        state: 'paused',
        more: items ? texts.because(items, event.data.reason) : event.data.reason,
      }
    }
    case 'dossier.leg-went-on':
      return { title: texts.legWentOn(event.data.legName) }
    case 'dossier.leg-solved': {
      const { legName, resultName, left } = event.data
      return { title: texts.legSolved(legName), state: 'ok', more: texts.legsLeft(resultName, left) }
    }
    case 'dossier.leg-ended':
      return {
        title: texts.legEnded(event.data.legName),
        state: 'late',
        more: event.data.reason,
      }
    case 'dossier.legs-dropped':
      return { title: texts.legsDropped, more: event.data.reason }
    default:
      return null
  }
}
