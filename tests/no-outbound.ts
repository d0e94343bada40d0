import { Socket } from 'node:net'

/*
 * No test may reach another machine: a call that was forgotten fails at once and by name, instead of passing here and
 * hanging in a closed network.
 */
const own = new Set(['localhost', '127.0.0.1', '::1', '0.0.0.0'])
const connect = Socket.prototype.connect

Socket.prototype.connect = function refuseOthers(this: Socket, ...args: unknown[]) {
  const [first] = (Array.isArray(args[0]) ? args[0] : args) as [{ host?: string; path?: string } | undefined]
  const host =
    typeof first === 'object' ? (first.host ?? (first.path ? 'localhost' : undefined)) : 'localhost'
  if (host !== undefined && !own.has(host)) {
    queueMicrotask(() => this.destroy(new Error(`A test called ${host}: no outbound calls in tests`)))
    return this
  }
  return Reflect.apply(connect, this, args)
} as typeof connect
