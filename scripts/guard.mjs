// Ends what a program leaves behind when it is killed outright. The program keeps this process's standard input open
// and writes one line for each child it starts and ends; when the input closes, whatever is still listed is stopped.
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'

const children = new Map()
const directories = new Set()

function send(pid, signal) {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal)
    return true
  } catch {
    return false
  }
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { add, remove, signal, directory } = JSON.parse(line)
    if (add) children.set(add, signal)
    if (remove) children.delete(remove)
    if (directory) directories.add(directory)
  })
  .on('close', () => {
    for (const [pid, signal] of children) send(pid, signal)
    const deadline = Date.now() + 6000
    const timer = setInterval(() => {
      for (const pid of children.keys()) {
        if (!send(pid, Date.now() > deadline ? 'SIGKILL' : 0)) children.delete(pid)
      }
      // Where nothing reaps orphans, the dead stay listed: don't wait for them for ever.
      if (children.size > 0 && Date.now() < deadline + 2000) return
      clearInterval(timer)
      for (const directory of directories) rmSync(directory, { recursive: true, force: true })
    }, 100)
  })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})
