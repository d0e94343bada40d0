import { createServer } from 'node:net'
import { ConfigError } from '../config.ts'

/** Refuses a port that is taken before anything is started; `setting` is what the reader has to change. */
export async function mustBeFree(host: string, port: number, setting: string): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  }).catch((cause: NodeJS.ErrnoException) => {
    throw new ConfigError(portProblem(cause, port, setting), { cause })
  })
  await new Promise((resolve) => server.close(resolve))
}

function portProblem({ code, message }: NodeJS.ErrnoException, port: number, setting: string): string {
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program. Stop that program, or set ${setting} to a free port.`
  }
  if (code === 'EACCES') return `Port ${port} is not open to this user. Set ${setting} to a port above 1024.`
  return `Port ${port} cannot be used (${message}). Correct HOST or ${setting}.`
}
