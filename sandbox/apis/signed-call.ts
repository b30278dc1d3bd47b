import { lastValue, type Parameter } from '../core/parameters'
import { baseString, digest, isSame } from '../core/signature'
import type { Project } from '../environment'

/** Whether an API call names the project and bears a signature of version 2 or 3 over all its parameters. */
export function isSignedCall(parameters: readonly Parameter[], project: Project): boolean {
  const version = lastValue(parameters, 'sign_version') ?? '2'
  if (lastValue(parameters, 'key') !== project.key || (version !== '2' && version !== '3')) return false
  const expected = digest(baseString(parameters, 'sign'), project.secretKey, version === '3' ? 3 : 2)
  return isSame(expected, lastValue(parameters, 'sign') ?? '')
}
