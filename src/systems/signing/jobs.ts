import type { Config } from '#platform/config.ts'
import type { Context } from '#platform/context.ts'
import type { CronItem, Tasks } from '#platform/jobs/jobs.ts'
import { openValidationSource, restingStamper, timeStamperAt } from '#platform/signatures/index.ts'
import { renewDue } from './actions/renew-due.ts'
import { resumeStuck } from './actions/resume-stuck.ts'
import { openSignatureDrawer } from './draw-signature.ts'
import type { SigningTools } from './gather-proof.ts'
import { signDocument } from './sign-document.ts'

/** The tasks of this system over the time stamp authority of the configuration. */
export function signingTasks({ tsaUrl }: Pick<Config, 'tsaUrl'>): Tasks {
  const tools: SigningTools = {
    timeStamper: tsaUrl === null ? null : restingStamper(timeStamperAt(tsaUrl)),
    validation: openValidationSource(),
    holders: new Map(),
    draw: openSignatureDrawer(),
    stamp: { chain: [], until: new Date(0) },
  }
  return {
    'signing.sign': async (ctx: Context, { documentId }: { documentId: string }) =>
      signDocument(ctx, documentId, tools),
    'signing.resume': resumeStuck,
    'signing.renew': renewDue,
  }
}

/**
 * Every three hours what is stuck: the queue itself tries for some days. Each hour of the night in Việt Nam (22:10 to 05:10; the
 * queue goes by UTC) what needs a new time stamp.
 */
export const signingCron: readonly CronItem[] = [
  { match: '40 */3 * * *', task: 'signing.resume' },
  { match: '10 15-22 * * *', task: 'signing.renew' },
]
