/** Whether a list of tags, as `If-None-Match` has it, names this one (RFC 9110, section 13.1.2: by weak comparison). */
export function knowsTag(list: string | null | undefined, tag: string): boolean {
  const wanted = tag.replace(/^W\//, '')
  return (list ?? '').split(',').some((each) => {
    const known = each.trim().replace(/^W\//, '')
    return known === '*' || known === wanted
  })
}
