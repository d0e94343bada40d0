import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { mayUse } from '#platform/permissions.ts'
import { dayBefore } from '../rules.ts'
import type { Post } from '../schema.ts'
import { findOfficerForUpdate, lockAdministration, selectPosts } from '../store.ts'
import { writePostEnd } from './appoint-officer.ts'
import { writeOfficer } from './save-officer.ts'

/**
 * Ends the posts of these officers, by employee code, as of yesterday and takes their sign-in name: an instance that goes
 * to real life keeps nobody of the sandbox in its desks. What they did stays theirs. Returns how many were serving; 0
 * when there is nobody to retire.
 */
export async function retireOfficers(ctx: Context, employeeCodes: readonly string[]): Promise<number> {
  return ctx.db.transaction().execute(async (tx) => {
    await lockAdministration(tx)
    mayUse(ctx.actor, 'officer.manage')
    let retired = 0
    for (const employeeCode of employeeCodes) {
      if (await retire(tx, ctx, employeeCode)) retired++
    }
    return retired
  })
}

async function retire(tx: Transaction, ctx: Context, employeeCode: string): Promise<boolean> {
  const officer = await findOfficerForUpdate(tx, { employeeCode })
  if (!officer) return false
  const today = localDate(ctx.now())
  const posts = (await selectPosts(tx, officer.id)).filter(
    ({ validTo }) => validTo === null || validTo >= today,
  )
  for (const post of posts) await writePostEnd(tx, ctx, { post, validTo: lastDay(post, today) })
  if (officer.subject === null) return posts.length > 0
  const { fullName, email, phone } = officer
  const input = { employeeCode, fullName, ...(email ? { email } : {}), ...(phone ? { phone } : {}) }
  await writeOfficer(tx, ctx, { input, before: officer })
  return true
}

function lastDay({ validFrom }: Post, today: string): string {
  const yesterday = dayBefore(today)
  return yesterday < validFrom ? validFrom : yesterday
}
