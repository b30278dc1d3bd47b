import { cookies } from 'next/headers'
import { ownCookie } from '@/lib/http/own-cookie'

/** What a reader has chosen instead of what their device says. */
const themes = ['light', 'dark'] as const

export type Theme = (typeof themes)[number]

/** What this reader has chosen; undefined without a choice. For pages that are drawn for each request. */
export async function chosenTheme(): Promise<Theme | undefined> {
  const value = (await cookies()).get(ownCookie('theme').name)?.value
  return themes.find((theme) => theme === value)
}
