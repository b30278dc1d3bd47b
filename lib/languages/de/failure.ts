import type { failure as en } from '@/lib/languages/en/failure'
import type { Translated } from '@/lib/translated'

export const failure: Translated<typeof en> = {
  title: 'Diese Seite konnte nicht geladen werden',
  lead: 'Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es gleich noch einmal. Geleistete Zahlungen gehen nicht verloren. Wenn das Problem bestehen bleibt, schreiben Sie uns.',
  quote: 'Nennen Sie dabei bitte diese Referenz:',
  again: 'Erneut versuchen',
  contact: 'Kontakt',
  home: 'Zur Startseite',
}
