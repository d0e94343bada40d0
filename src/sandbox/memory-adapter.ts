type Payload = Record<string, unknown> & {
  readonly uid?: string
  readonly userCode?: string
  readonly grantId?: string
  consumed?: number
}

type Entry = { readonly payload: Payload; readonly endsAt: number }

/** Keeps what the sandbox sign-in remembers in this process: a restart signs everybody out of the sandbox only. */
export function memoryAdapter(): (model: string) => object {
  const entries = new Map<string, Entry>()
  const find = async (matches: (payload: Payload) => boolean, prefix: string) => {
    for (const [key, { payload, endsAt }] of entries) {
      if (endsAt < Date.now()) entries.delete(key)
      else if (key.startsWith(prefix) && matches(payload)) return payload
    }
    return undefined
  }
  return (model) => {
    const prefix = `${model}:`
    const alive = (id: string) => {
      const entry = entries.get(prefix + id)
      return entry && entry.endsAt >= Date.now() ? entry.payload : undefined
    }
    return {
      async upsert(id: string, payload: Payload, seconds = 3600) {
        entries.set(prefix + id, { payload, endsAt: Date.now() + seconds * 1000 })
      },
      find: async (id: string) => alive(id),
      findByUid: (uid: string) => find((payload) => payload.uid === uid, prefix),
      findByUserCode: (code: string) => find((payload) => payload.userCode === code, prefix),
      async consume(id: string) {
        const payload = alive(id)
        if (payload) payload.consumed = Math.floor(Date.now() / 1000)
      },
      async destroy(id: string) {
        entries.delete(prefix + id)
      },
      async revokeByGrantId(grantId: string) {
        for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key)
      },
    }
  }
}
