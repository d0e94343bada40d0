import type { ProcedureFile } from './province-shapes.ts'

/** What an administrator begins a new procedure with: every field that is asked for, none of them answered. */
export function emptyProcedure(today: string): ProcedureFile {
  return {
    code: '',
    name: '',
    shortName: '',
    field: '',
    ministry: '',
    levels: ['commune'],
    version: 1,
    validFrom: today,
    limits: [{ days: null, unit: 'working-day', countingMode: 'civil-day' }],
    fees: [],
    channels: ['direct', 'online', 'post'],
    onlineLevel: 'partial',
    papers: [],
    results: [{ name: '' }],
    legalBasis: [],
    agencyByLevel: { commune: 'commune-committee' },
    process: 'commune-short',
    form: 'general',
    lifeEvents: [],
    keywords: [],
    confidence: 'medium',
    source: 'administrator',
    popularity: 1,
  }
}
