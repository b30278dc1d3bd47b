import type { Parameter } from '../core/parameters'
import { baseString, baseStringV1, callStringV1, type SignVersion } from '../core/signature'

export interface NamedSecret {
  name: string
  secret: string
}

/** The message whose signature is looked at. */
export interface Subject {
  parameters: Parameter[]
  query: string
  signatureName: 'sig' | 'sign'
  kind: 'pingback' | 'call'
  signVersion: SignVersion
  secrets: readonly NamedSecret[]
}

/** The base string that the message should have been signed by. */
export function correctBase({ parameters, kind, signatureName }: Subject, version: SignVersion): string {
  if (version > 1) return baseString(parameters, signatureName)
  return kind === 'pingback' ? baseStringV1(parameters) : callStringV1(parameters)
}
