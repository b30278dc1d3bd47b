import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const priceChanges: Translated<typeof en.priceChanges> = {
  title: 'Neuer Preis ab dem {day}',
  told: {
    product:
      'Ab dem {day} kostet eine neue Mitgliedschaft „{product}“ {after}. Bis dahin kostet sie {before}.',
    own: 'Der Preis Ihrer Mitgliedschaft ändert sich nicht: Es bleibt bei {price}, solange sie sich verlängert. Sie müssen nichts tun.',
    later:
      'Der neue Preis gilt für Sie nur, wenn Ihre Mitgliedschaft endet und Sie am {day} oder später wieder Mitglied werden.',
  },
  withdrawn: {
    product:
      'Wir hatten Ihnen mitgeteilt, dass sich der Preis von „{product}“ am {day} von {before} auf {after} ändert. Diese Änderung wurde zurückgenommen: Es bleibt bei {before}.',
    own: 'Für Ihre Mitgliedschaft ändert sich nichts, und Sie müssen nichts tun.',
  },
}
