import type { brand as english } from '@/lib/brand/words/en'
import type { Translated } from '@/lib/translated'

export const brand: Translated<typeof english> = {
  tagline: 'Papiermodelle zum Drucken, Schneiden und Falten',
  afterName: 'Papiermodelle zum Drucken, Schneiden und Falten',
  description:
    'Low-Poly-Modelle aus Papier als druckfertige Bögen: herunterladen, auf Karton drucken, ausschneiden und falten. Jedes braucht nur einen ruhigen Abend und keine Heißklebepistole.',
  browse: 'Modelle ansehen',
  badAddress:
    'Vielleicht ist sie falsch geschrieben oder unvollständig. Prüfen Sie den Link, der hierher geführt hat, oder sehen Sie sich unsere Modelle an.',
  sections: {
    products: 'Alle Produkte',
    downloads: 'Modelle',
    services: 'Für Studios',
    memberships: 'Club',
  },
  catalogue: 'Alle Papiermodelle, Lizenzen und Mitgliedschaften im Shop, nach Art und Preis.',
  home: {
    steps: {
      download: {
        title: 'Herunterladen',
        text: 'Ihr Bogen liegt als PDF für A4-Papier in Ihrer Bibliothek.',
      },
      use: {
        title: 'Drucken, schneiden, falten',
        text: 'Nehmen Sie Karton mit 160 bis 200 g/m². Sie brauchen nur Schere, Lineal und Papierkleber.',
      },
    },
    downloads: {
      title: 'Modelle',
      lead: 'Der Bogen gehört Ihnen: Drucken Sie ihn, so oft Sie möchten.',
      more: 'Alle Modelle',
    },
    services: {
      title: 'Für Werkstätten und Studios',
      lead: 'Verkaufen Sie, was Sie bauen, oder lassen Sie ein Modell nach Ihren Maßen anfertigen.',
      more: 'Alle Produkte',
    },
    memberships: {
      title: 'Der Club',
      lead: 'Alle Modelle im Shop, solange Sie Mitglied sind.',
      more: 'Alle Mitgliedschaften',
    },
  },
  kinds: {
    DOWNLOAD: {
      label: 'Bastelbogen',
      contains: {
        sheet:
          'Ein PDF für A4-Papier mit den Bauteilen in Originalgröße, Faltlinien und nummerierten Klebelaschen',
        scale: 'Ein Kontrollmaß, mit dem Sie prüfen, ob Ihr Drucker die Seite verkleinert hat',
        use: 'Für den privaten Gebrauch: Bauen Sie das Modell, so oft Sie möchten, auch zum Verschenken',
      },
      delivery:
        'Das PDF liegt in Ihrer Bibliothek, sobald die Zahlung bestätigt ist, meist nach wenigen Sekunden. Sie können es jederzeit erneut herunterladen.',
      refund:
        'Anders überlegt? Sie erhalten innerhalb von 14 Tagen den vollen Betrag zurück, solange Sie den Bogen nicht heruntergeladen haben. Fehlerhaft? Wir ersetzen oder erstatten ihn.',
    },
    LICENCE: {
      label: 'Lizenz',
      contains: {
        key: 'Ein Lizenzschlüssel auf Ihren Namen, gültig für alle unsere Modelle',
        time: 'Zeitlich unbegrenzt, ohne Verlängerung',
      },
      delivery:
        'Der Schlüssel liegt in Ihrer Bibliothek, sobald die Zahlung bestätigt ist, meist nach wenigen Sekunden.',
      refund:
        'Anders überlegt? Sie erhalten innerhalb von 14 Tagen den vollen Betrag zurück, solange Sie mit der Lizenz nichts verkauft haben.',
    },
    CREDITS: {
      label: 'Studio-Credits',
      contains: {
        few: 'Credits in Ihrem Konto, die Sie nach und nach verwenden können',
        time: 'Sie verfallen nicht',
      },
      delivery:
        'Die Credits sind in Ihrem Konto, sobald die Zahlung bestätigt ist, meist nach wenigen Sekunden. Den Stand zeigt Ihre Bibliothek.',
      refund: 'Anders überlegt? Nicht verwendete Credits erstatten wir innerhalb von 14 Tagen.',
    },
    MEMBERSHIP: {
      label: 'Mitgliedschaft',
      contains: {
        all: 'Alle Modelle im Shop und jedes neue ab dem Tag, an dem es erscheint',
        end: 'Jederzeit in Ihrem Konto kündbar',
      },
      delivery: 'Ihre Mitgliedschaft beginnt, sobald die Zahlung bestätigt ist, meist nach wenigen Sekunden.',
      refund:
        'Jederzeit kündbar: Die Mitgliedschaft läuft bis zum Ende des bezahlten Zeitraums, danach wird nichts mehr abgebucht.',
    },
  },
  library: {
    credits: 'Studio-Credits: <strong>{credits, number}</strong>',
    sheet: 'Ein Bastelbogen zum Ausdrucken, A4',
    club: 'Clubmodelle',
    lost: 'Ihre Bibliothek mit {goods, plural, =1 {einem Artikel} other {# Artikeln}}. Laden Sie vorher Ihre Bastelbögen herunter, und kopieren Sie Ihre Lizenzschlüssel: Was Sie heruntergeladen haben, dürfen Sie gemäß der Lizenz weiter verwenden. <link>Bibliothek öffnen</link>',
    lostCredits:
      '{credits, plural, =1 {Einen nicht verwendeten Studio-Credit.} other {# nicht verwendete Studio-Credits.}}',
  },
  membership: {
    none: 'Sie sind kein Mitglied. Mitglieder haben alle Modelle des Shops in ihrer Bibliothek.',
    end: 'Wenn die Mitgliedschaft endet, verschwinden die Clubmodelle aus Ihrer Bibliothek. Was Sie heruntergeladen haben, dürfen Sie weiterhin bauen.',
  },
}
