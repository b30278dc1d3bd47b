/** A content security policy by its directives; of a directive that comes twice the first counts, as in browsers. */
export function directivesOf(policy: string): ReadonlyMap<string, string[]> {
  const directives = new Map<string, string[]>()
  for (const part of policy.split(';').slice(0, 100)) {
    const [name = '', ...values] = part.trim().split(/\s+/)
    if (name !== '' && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), values)
  }
  return directives
}
