import fc from 'fast-check'

/**
 * Properties are tried on the same cases each time, so that a change is never refused for what another one left. To look
 * for more: `FC_SEED=<any number> npx vitest run <path>`.
 */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) })

export default fc
