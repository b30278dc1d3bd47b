import type { PolicyText } from '@/lib/policies/text'

export const privacy: PolicyText = [
  {
    id: 'controller',
    title: 'Verantwortlicher',
    body: `
Verantwortlich für die Verarbeitung personenbezogener Daten in diesem Shop (Art.\u00a04 Nr.\u00a07 DSGVO) ist das
folgende Unternehmen. An dieses können Sie sich mit allen Fragen zu Ihren Daten wenden.

{company}
`,
  },
  {
    id: 'data',
    title: 'Welche Daten wir verarbeiten, wozu und auf welcher Grundlage',
    body: `
Wir speichern, was ein Kauf erfordert, und nicht mehr. Wir betreiben keine Werbung und kein Tracking und
bilden keine Profile.

- **Ihr Konto:** Ihre E-Mail-Adresse, Ihr Name, falls Sie ihn angeben, Ihr Passwort (nur als Hashwert), Datum
  und IP-Adresse Ihrer Registrierung, wann Sie Ihre E-Mail-Adresse bestätigt haben, die Sprache der Seite, auf
  der Sie es zuletzt verwendet haben, und eine zufällige Kontonummer. Wenn Sie als Gast kaufen: Ihre
  E-Mail-Adresse, wann und von welcher IP-Adresse aus Sie zuerst gekauft haben, und eine zufällige Nummer
  derselben Art. Rechtsgrundlage ist die Erfüllung unseres Vertrags mit Ihnen (Art.\u00a06 Abs.\u00a01 lit.\u00a0b DSGVO).
- **Ihre Sitzungen:** für jedes angemeldete Gerät, wann es sich angemeldet hat, wann es zuletzt aktiv war,
  sein Browser und seine IP-Adresse, damit sich die Sitzung beenden lässt (Art.\u00a06 Abs.\u00a01 lit.\u00a0b und f DSGVO;
  unser berechtigtes Interesse ist die Sicherheit Ihres Kontos).
- **Ihre Bestellungen:** was Sie wann gekauft haben, der Preis, die Sprache der Seite, was geliefert oder
  zurückgenommen wurde, wann Sie es heruntergeladen haben, welcher Fassung unserer Bedingungen Sie zugestimmt
  haben, mit Uhrzeit, Ihrer IP-Adresse und, bei Downloads, Ihrem Browser, sowie Erstattungen, die Sie
  beantragt haben, mit Ihrer Begründung. Wir brauchen diese Angaben für den Vertrag (Art.\u00a06 Abs.\u00a01 lit.\u00a0b
  DSGVO), für unsere Buchführung (lit.\u00a0c) und um nachzuweisen, was vereinbart und geliefert wurde (lit.\u00a0f).
- **Ihre Zahlungen:** die Zahlungsreferenz von Paymentwall, der Betrag, der Stand der Zahlung, die
  Mitteilungen von Paymentwall dazu und, bei Kartenzahlung, die Marke und die letzten vier Ziffern der Karte,
  die IP-Adresse, von der aus bezahlt wurde, und ob Ihre Bank die Zahlung bestätigt hat (Art.\u00a06 Abs.\u00a01 lit.\u00a0b,
  c und f DSGVO). Nie eine Kartennummer oder Prüfnummer: Diese gehen von Ihrem Browser an Paymentwall und
  laufen nicht über unsere Server.
- **Eine gespeicherte Karte,** wenn Sie uns darum bitten: ein verschlüsselt gespeichertes Token von
  Paymentwall, dazu Marke, letzte vier Ziffern und Ablaufdatum, damit Sie die Karte erkennen. Grundlage ist
  Ihre Einwilligung (Art.\u00a06 Abs.\u00a01 lit.\u00a0a DSGVO). Sie können sie jederzeit widerrufen, indem Sie die Karte in
  Ihrem Konto löschen.
- **Eine Kündigung, die Sie ohne Anmeldung erklären:** der Vertrag, Ihr Name und Ihre E-Mail-Adresse, die Art
  der Kündigung mit ihrer Begründung, das gewünschte Vertragsende, Ihre Sprache und wann die Kündigung bei uns
  eingegangen ist. Wir brauchen diese Angaben, um die Kündigung auszuführen und, wie es §\u00a0312k BGB verlangt,
  zu bestätigen (Art.\u00a06 Abs.\u00a01 lit.\u00a0b und c DSGVO).
- **Ein Widerruf, den Sie ohne Anmeldung erklären:** die Bestellung und die Produkte, die Sie nennen, Ihr Name
  und Ihre E-Mail-Adresse, Ihre Sprache und wann der Widerruf bei uns eingegangen ist. Wir brauchen diese
  Angaben, um den Widerruf zu bearbeiten und seinen Eingang, wie es §\u00a0356a BGB verlangt, zu bestätigen
  (Art.\u00a06 Abs.\u00a01 lit.\u00a0b und c DSGVO).
- **Ihr Warenkorb,** Ihre Nachrichten, wenn Sie uns schreiben, und ein Verzeichnis der E-Mails, die wir Ihnen
  gesendet haben, ohne deren Text (Art.\u00a06 Abs.\u00a01 lit.\u00a0b und f DSGVO).
- **Technische Protokolle:** Zeiten, IP-Adressen und Fehler, um den Shop in Betrieb und sicher zu halten, und
  die Zahl der Versuche, sich anzumelden, sich zu registrieren, ein Passwort zurückzusetzen, als Gast zu
  kaufen, zu kündigen, zu widerrufen und mit Karte zu bezahlen, um das Erraten von Passwörtern, unerwünschte
  Nachrichten und die Nutzung gestohlener Karten zu verhindern. Das sind unsere berechtigten Interessen
  (Art.\u00a06 Abs.\u00a01 lit.\u00a0f DSGVO).

Ohne eine E-Mail-Adresse und ohne Zahlung können wir keinen Vertrag mit Ihnen schließen. Alle anderen Angaben
sind freiwillig.
`,
  },
  {
    id: 'recipients',
    title: 'Wer Daten erhält',
    body: `
**Paymentwall** (Paymentwall, Inc. und verbundene Unternehmen) wickelt Zahlungen ab, prüft sie auf Betrug und
bucht, wenn Sie eine Mitgliedschaft kaufen, deren Verlängerungen ab. Paymentwall erhält Ihre Kontonummer,
E-Mail-Adresse und IP-Adresse, die Bestellung und ihren Preis sowie Angaben, die helfen, echte Käufer von
Betrügern zu unterscheiden: wie lange Sie schon ein Konto haben und wie oft Sie gekauft haben. Was Sie in das
Zahlungsformular eingeben, geht unmittelbar an Paymentwall. Für die eigene Nutzung der Daten ist Paymentwall
selbst verantwortlich; im Zahlungsformular ist die Datenschutzerklärung von Paymentwall verlinkt.

**Unser Hosting-Anbieter** speichert die Daten in unserem Auftrag und nach unseren Weisungen (Art.\u00a028 DSGVO).
**Steuerberater und Behörden** erhalten, was wir gesetzlich offenlegen müssen. Wir verkaufen keine Daten.

Paymentwall ist auch in den USA und in anderen Ländern außerhalb des Vereinigten Königreichs und des
Europäischen Wirtschaftsraums tätig. Übermittlungen dorthin stützen sich auf die dafür genehmigten
Standardvertragsklauseln (Art.\u00a046 Abs.\u00a02 DSGVO); auf Wunsch senden wir Ihnen eine Kopie.
`,
  },
  {
    id: 'cookies',
    title: 'Cookies',
    body: `
Wir setzen nur Cookies, die für den Shop unbedingt erforderlich sind. Eine Einwilligung ist dafür nicht nötig
(§\u00a025 Abs.\u00a02 Nr.\u00a02 TDDDG):

- **session:** hält Sie angemeldet oder erkennt Sie als denselben Gast wieder, bis zu 30 Tage
- **links:** hält die Bestellungen zugänglich, die Sie über Links in unseren E-Mails geöffnet haben, bis zu 30
  Tage
- **device:** ermöglicht Ihnen die Anmeldung auf diesem Gerät auch dann, wenn jemand anders gerade Passwörter
  für Ihr Konto durchprobiert, bis zu 180 Tage nach Ihrer letzten Anmeldung
- **cart:** merkt sich Ihren Warenkorb, bevor Sie sich anmelden, bis zu 30 Tage
- **purchase:** merkt sich, was Sie kaufen möchten, während Sie sich anmelden, bis zu 30 Minuten
- **hint** und **library:** lassen unsere Seiten sofort zeigen, ob Sie angemeldet sind, wie viele Artikel in
  Ihrem Warenkorb liegen und welche Produkte Sie besitzen, bis zu 30 Tage
- **currency:** merkt sich die Währung, die Sie gewählt haben, bis zu einem Jahr
- **theme:** merkt sich die Farben, die Sie gewählt haben, bis zu einem Jahr
- **csrf** und **callback:** schützen die Anmeldung, bis Sie den Browser schließen

Ihre Sprache merkt sich kein Cookie: Sie ist Teil der Adresse jeder Seite.

An der Kasse kann das Zahlungsformular von Paymentwall eigene Cookies setzen, um die Zahlung abzuwickeln und
Betrug zu verhindern.
`,
  },
  {
    id: 'retention',
    title: 'Wie lange wir Daten speichern',
    body: `
- **Konto:** bis Sie es schließen. Dann löschen wir Ihren Namen, Ihre E-Mail-Adresse, Ihr Passwort, Ihren
  Warenkorb und die IP-Adresse Ihrer Registrierung. Die Kontonummer bleibt gespeichert, damit sie nie an
  jemand anderen vergeben wird.
- **Einkäufe als Gast:** Ihre E-Mail-Adresse und die IP-Adresse, von der aus Sie zuerst gekauft haben, bis Sie
  uns um Löschung bitten oder, wenn Sie die Einkäufe in ein Konto übernommen haben, bis Sie dieses schließen.
  Der Link in einem Beleg gilt ein Jahr lang. Wenn Sie als Gast beginnen und nichts bestellen: 30 Tage.
- **Sitzungen:** bis Sie sich abmelden, längstens 30 Tage; danach werden sie innerhalb eines Tages gelöscht.
- **Bestellungen, Zahlungen und Zustimmungen:** sechs Jahre nach Ende des Geschäftsjahres, wie es das
  Steuerrecht verlangt.
- **Zahlungsreferenzen:** unbegrenzt. Nur sie schützen uns davor, für eine Zahlung zweimal zu liefern. Sie
  enthalten Ihre Kontonummer, aber weder Ihren Namen noch Ihre Adresse.
- **Das Protokoll der Zahlungsmitteilungen:** 90 Tage. **Andere technische Protokolle:** 30 Tage.
- **Ein Warenkorb ohne Konto:** 30 Tage nach der letzten Änderung.
- **Eine Kündigung oder ein Widerruf ohne Anmeldung:** drei Jahre nach Ende des Jahres, in dem die Erklärung
  eingegangen ist, solange daraus Ansprüche entstehen können.
- **Eine gespeicherte Karte:** bis Sie sie löschen oder Ihr Konto schließen.
- **Nachrichten:** zwei Jahre nach der letzten.
- **Das Verzeichnis der E-Mails, die wir Ihnen gesendet haben,** mit der Adresse, an die sie gingen: bis Sie
  uns um Löschung bitten.
`,
  },
  {
    id: 'rights',
    title: 'Ihre Rechte',
    body: `
Sie haben das Recht auf Auskunft und eine Kopie Ihrer Daten (Art.\u00a015 DSGVO), auch in einem maschinenlesbaren
Format (Art.\u00a020), auf Berichtigung (Art.\u00a016), Löschung (Art.\u00a017) und Einschränkung der Verarbeitung (Art.\u00a018).
Eine Einwilligung können Sie jederzeit mit Wirkung für die Zukunft widerrufen (Art.\u00a07 Abs.\u00a03). Schreiben Sie
uns von der E-Mail-Adresse Ihres Kontos aus oder von der, mit der Sie als Gast gekauft haben; wir antworten
kostenlos binnen eines Monats.

**Widerspruchsrecht (Art.\u00a021 DSGVO): Soweit wir Daten aufgrund berechtigter Interessen verarbeiten, können Sie
dem aus Gründen, die sich aus Ihrer besonderen Situation ergeben, jederzeit widersprechen.**

Wir treffen keine Entscheidungen über Sie, die ausschließlich auf automatisierter Verarbeitung beruhen
(Art.\u00a022 DSGVO). Ob eine Zahlung angenommen wird, entscheiden Paymentwall und Ihre Bank; Sie können uns
bitten, diese Entscheidung überprüfen zu lassen.

Wenn Sie der Ansicht sind, dass wir Ihre Daten nicht rechtmäßig verarbeitet haben, können Sie sich bei der
Datenschutz-Aufsichtsbehörde Ihres Wohnorts, Ihres Arbeitsplatzes oder des Orts des mutmaßlichen Verstoßes
beschweren (Art.\u00a077 DSGVO), im Vereinigten Königreich beim Information Commissioner’s Office (ico.org.uk).
`,
  },
]
