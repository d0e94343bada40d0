import { CheckboxField } from '#web/components/field/Field.tsx'
import { FileField, FileRow } from '#web/components/field/FileField.tsx'
import { Icon } from '#web/components/icon/Icon.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { PaperRow } from '../../../procedures/index.ts'
import type { PaperNeed } from '../../filing-rules.ts'
import { fileWords } from '../size-words.ts'
import { filingMessages } from './messages.ts'

export type SentFile = {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly size: number
}

/** What the citizen's data store has of a paper. */
export type PaperOffer = { readonly id: string; readonly name: string; readonly note: string }

type Props = {
  readonly paper: PaperRow
  readonly offers: readonly PaperOffer[]
  readonly need: PaperNeed
  /** The name of its file input. */
  readonly name: string
  readonly files: readonly SentFile[]
  readonly draftId: string
  readonly error?: string | undefined
}

/**
 * The types that are taken, for the browser's file chooser; the server looks at the content. Named one by one, because
 * with `image/*` an iPhone sends HEIC instead of turning it into JPEG.
 */
export const ACCEPTED_FILES = '.pdf,.jpg,.jpeg,.png,.webp,application/pdf,image/jpeg,image/png,image/webp'

/** One paper of the dossier that is to be sent: a place for its files. */
export function PaperField({ paper, offers, need, name, files, draftId, error }: Props) {
  const texts = useMessages(filingMessages).papers
  const why = paper.case ? texts.inCase(paper.case) : need === 'required' ? texts.required : texts.optional
  return (
    <FileField
      name={name}
      label={paper.name}
      hint={paper.kind === 'show' ? `${why}. ${texts.shown}` : why}
      error={error}
      accept={ACCEPTED_FILES}
      multiple
    >
      <SentFiles files={files} draftId={draftId} />
      {offers.length > 0 && (
        <CheckboxField
          name={offerName(paper.id)}
          label={texts.inStore}
          choices={offers.map((offer) => ({ value: offer.id, label: offer.name, note: offer.note }))}
        />
      )}
      <p>
        <button type="submit" className="button button-quiet" name="tai-len" value={paper.id}>
          <Icon name="upload" />
          {texts.upload}
          <span className="hidden-text"> {paper.name}</span>
        </button>
      </p>
    </FileField>
  )
}

/** The name of the boxes of what the store has of a paper. */
export function offerName(paperId: string): string {
  return `kho-${paperId}`
}

/** The files that were sent for a paper, each to open and to take back. */
export function SentFiles({ files, draftId }: { files: readonly SentFile[]; draftId: string }) {
  const texts = useMessages(filingMessages).papers
  return files.map((file) => (
    <FileRow
      key={file.id}
      name={<a href={`/api/dossiers/${draftId}/papers/${file.id}`}>{file.name}</a>}
      note={fileWords(file)}
    >
      <button type="submit" className="button button-bare" name="bo" value={file.id}>
        {texts.removeWord}
        <span className="hidden-text"> {file.name}</span>
      </button>
    </FileRow>
  ))
}
