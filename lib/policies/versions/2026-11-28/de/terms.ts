import type { PolicyText } from '@/lib/policies/text'

export const terms: PolicyText = [
  {
    id: 'seller',
    title: 'Anbieter und Geltungsbereich',
    body: `
Diesen Shop betreibt das unten genannte Unternehmen, das alle Produkte selbst verkauft. „Wir“ bezeichnet
dieses Unternehmen, „Sie“ alle, die hier ein Konto eröffnen oder eine Bestellung aufgeben. Diese Bedingungen
gelten für alle Verträge, die über den Shop geschlossen werden, sowohl mit Verbrauchern (§\u00a013 BGB) als auch
mit Unternehmern (§\u00a014 BGB).

{company}
`,
  },
  {
    id: 'account',
    title: 'Ihr Konto',
    body: `
Sie können mit einem Konto kaufen, in dem Ihre Einkäufe gespeichert bleiben, oder als Gast, nur mit einer
E-Mail-Adresse. Für eine Mitgliedschaft brauchen Sie ein Konto. Geben Sie eine E-Mail-Adresse an, unter der
wir Sie erreichen, und halten Sie Ihr Passwort geheim. Wenn Sie noch keine 18 Jahre alt sind, lassen Sie bitte
Ihre Eltern oder Erziehungsberechtigten für Sie bestellen.

Als Gast erreichen Sie Ihre Bestellung über den Link in Ihrem Beleg, der ein Jahr lang gilt. Wer den Link
kennt, kann die Bestellung sehen und das Gekaufte nutzen; geben Sie ihn deshalb nicht weiter. In der ersten
Woche können Sie die Bestellung über den Link auch in ein Konto übernehmen.

Sie können Ihr Konto jederzeit schließen, auf Ihrer Kontoseite oder durch eine Nachricht an uns. Zuvor beenden
wir die Verlängerung aller Mitgliedschaften. Mit dem Konto verlieren Sie den Zugang zu Ihrer Bibliothek, die
restliche Laufzeit einer Mitgliedschaft und nicht verwendete Credits. Laden Sie deshalb vorher Ihre Bögen
herunter, und kopieren Sie Ihre Lizenzschlüssel. Was Sie heruntergeladen haben, dürfen Sie im Rahmen der
Lizenz weiter nutzen. Wenn Sie Ihr Konto schließen, beantragen Sie damit keine Erstattung; eine Erstattung,
die Ihnen zusteht, erhalten Sie trotzdem. Geht nach dem Schließen noch eine Zahlung bei uns ein, erstatten wir
sie.

Wir können ein Konto schließen, das für Betrug genutzt wird oder mit dem schwerwiegend gegen diese Bedingungen
verstoßen wird. Außer bei betrügerischen Zahlungen können Sie nach unserer Mitteilung noch 30 Tage lang
herunterladen, was Sie bezahlt haben.
`,
  },
  {
    id: 'ordering',
    title: 'Bestellung, Preise und Vertragsschluss',
    body: `
Die Preise sind Gesamtpreise in der angegebenen Währung und enthalten alle Steuern, die wir erheben müssen,
insbesondere die gesetzliche Mehrwertsteuer. Versandkosten fallen nicht an. Sie wählen die Währung; ein
Produkt ist nur in den Währungen erhältlich, in denen es einen Preis hat. Die Darstellung der Produkte im Shop
ist noch kein bindendes Angebot.

Wenn Sie ein Produkt kaufen oder mit dem Warenkorb zur Kasse gehen, legen wir eine Bestellung zu den dann
geltenden Preisen an. Danach ändern sich weder die Preise noch die Währung der Bestellung. Die Kasse zeigt
Ihnen die Bestellung noch einmal und bittet Sie, diesen Bedingungen zuzustimmen. Bis zur Zahlung können Sie
Ihre Angaben prüfen und berichtigen und den Vorgang jederzeit abbrechen. Die Kasse nennt auch den Tag, bis zu
dem die Bestellung bezahlt werden kann. Danach läuft sie ab: Sie schulden nichts und können zum aktuellen
Preis noch einmal bestellen.

Mit der Schaltfläche „Zahlungspflichtig bestellen“ geben Sie ein verbindliches Angebot ab (§\u00a0312j Abs.\u00a03 BGB).
Der Vertrag kommt zustande, wenn die Zahlung bestätigt ist und Ihre Bestellseite anzeigt, dass die Bestellung
bezahlt ist. Wir bestätigen ihn unverzüglich per E-Mail mit dem Beleg, dem diese Bedingungen und die
Widerrufsbelehrung beigefügt sind.

Wir speichern den Vertragstext. Ihre Bestellungen finden Sie jeweils mit der Fassung dieser Bedingungen, der
Sie zugestimmt haben, in Ihrem Konto oder, wenn Sie als Gast kaufen, über den Link in Ihrem Beleg. Verträge
werden auf Deutsch oder Englisch geschlossen: in der Sprache der Seite, auf der Sie diesen Bedingungen
zustimmen. Wir bieten sie in beiden Sprachen mit demselben Inhalt an; es gilt die Fassung, der Sie zugestimmt
haben.
`,
  },
  {
    id: 'payment',
    title: 'Zahlung',
    body: `
Die Zahlung wickelt Paymentwall ab. Kartendaten gelangen unmittelbar von Ihrem Browser zu Paymentwall; wir
sehen und speichern keine Kartennummern. Möglicherweise müssen Sie eine Kartenzahlung bei Ihrer Bank
bestätigen (3-D Secure).

Manche Zahlungen werden vor der Freigabe geprüft. Bis dahin zeigt Ihre Bestellung an, dass die Zahlung geprüft
wird; es wird nichts geliefert, und Sie schulden nichts. Wird eine Zahlung erstattet, zurückgebucht oder als
betrügerisch erkannt, nehmen wir zurück, was dafür geliefert wurde.
`,
  },
  {
    id: 'delivery',
    title: 'Lieferung',
    body: `
Alle unsere Produkte sind digital; nichts wird mit der Post verschickt. Sobald die Zahlung bestätigt ist,
meist nach wenigen Sekunden, liegt Ihr Einkauf in der Bibliothek Ihres Kontos oder, wenn Sie als Gast kaufen,
auf Ihrer Bestellseite. Um die Bögen zu nutzen, brauchen Sie ein Programm, das PDF-Dateien öffnet, und einen
Drucker für A4-Papier. Die Dateien haben keinen Kopierschutz.

Sie können Ihre Einkäufe beliebig oft herunterladen, solange Ihr Konto besteht, als Gast ein Jahr lang über
den Link in Ihrem Beleg. Wenn eine Stunde nach der Zahlung noch etwas fehlt, schreiben Sie uns mit der
Bestellnummer: Wir gehen der Zahlung nach und liefern oder erstatten.
`,
  },
  {
    id: 'licence',
    title: 'Was Sie mit den Bögen tun dürfen',
    body: `
Alle Rechte an den Entwürfen bleiben bei uns. Mit jedem Bogen erhalten Sie eine zeitlich unbegrenzte Lizenz
zum privaten Gebrauch: Sie dürfen ihn ausdrucken, das Modell so oft bauen, wie Sie möchten, und gebaute
Modelle verschenken. Sie dürfen gebaute Modelle nicht verkaufen und die Bögen weder unverändert noch verändert
verkaufen, veröffentlichen oder weitergeben.

Mit der gewerblichen Lizenz dürfen Sie zusätzlich mit gebauten Modellen Geld verdienen: bis zu 500 Stück je
Entwurf und Jahr verkaufen, Schaufenster, Kulissen und Ausstellungen gestalten und kostenpflichtige Kurse mit
einem gedruckten Bogen je Person geben. Sie gilt für alle Entwürfe, die Sie bei uns gekauft haben oder noch
kaufen, wird einer Person oder einem Unternehmen erteilt und ist nicht übertragbar. Die Bögen selbst dürfen
Sie auch damit nicht verkaufen, veröffentlichen oder weitergeben.
`,
  },
  {
    id: 'credits',
    title: 'Studio-Credits',
    body: `
Mit Credits bezahlen Sie Arbeiten unseres Studios zu den Sätzen auf der Produktseite. Credits sind kein Geld:
Sie werden nicht verzinst, können nicht auf ein anderes Konto übertragen werden und werden nur ausgezahlt,
soweit unsere Erstattungsregeln es vorsehen. Sie verfallen nicht. Lehnen wir eine Arbeit ab oder stellen wir
sie nicht fertig, schreiben wir Ihrem Konto die Credits dafür wieder gut.
`,
  },
  {
    id: 'memberships',
    title: 'Mitgliedschaften',
    body: `
Eine Mitgliedschaft gibt Ihnen Zugang zu allen Bögen im Shop, solange sie bezahlt ist. Der Preis, der
Abrechnungszeitraum, Dauer und Preis einer Probezeit sowie Tag und Betrag der ersten und der nächsten
Abbuchung stehen vor dem Kauf bei der Schaltfläche und werden mit Ihrer Bestellung gespeichert. Eine
Mindestlaufzeit über den bezahlten Zeitraum hinaus gibt es nicht.

- **Sie verlängert sich automatisch** zum Ende jedes Zeitraums, zum selben Preis und mit der zuerst
  verwendeten Zahlungsart, bis Sie kündigen. Eine Probezeit geht an ihrem Ende in eine bezahlte Mitgliedschaft
  über, wenn Sie nicht vorher kündigen.
- **Sie können jederzeit kündigen:** in Ihrem Konto unter „Mitgliedschaften“, ohne Anmeldung auf der Seite
  [Verträge hier kündigen](/cancel) (§\u00a0312k BGB), die am Ende jeder Seite verlinkt ist, oder durch eine
  Nachricht an uns. Die Mitgliedschaft läuft dann bis zum Ende des bezahlten Zeitraums, und es wird nichts
  mehr abgebucht. Ihr Recht, aus wichtigem Grund fristlos zu kündigen, bleibt unberührt.
- **Schlägt eine Abbuchung fehl,** wiederholt Paymentwall sie zweimal im Abstand von einem Tag. Währenddessen
  bleiben Sie Mitglied: bis zu dem Tag, der in Ihrem Konto steht, längstens einen halben Zeitraum. Danach ruht
  die Mitgliedschaft, bis eine Abbuchung gelingt. Gelingt keine, endet sie.
- **Wenn sich der Preis ändern soll,** teilen wir Ihnen das mindestens 30 Tage vor der ersten Abbuchung zum
  neuen Preis mit, damit Sie rechtzeitig kündigen können.

Mit dem Ende der Mitgliedschaft verschwinden ihre Bögen aus Ihrer Bibliothek. Die Bögen, die Sie bis dahin
heruntergeladen haben, dürfen Sie im Rahmen der Lizenz zum privaten Gebrauch weiter bauen.
`,
  },
  {
    id: 'withdrawal',
    title: 'Widerrufsrecht',
    body: `
Verbraucher in der Europäischen Union und im Vereinigten Königreich können einen Fernabsatzvertrag binnen 14
Tagen ohne Angabe von Gründen widerrufen. Bei digitalen Inhalten erlischt dieses Recht, sobald wir mit Ihrer
Zustimmung mit der Lieferung begonnen haben (§\u00a0356 Abs.\u00a05 BGB). Mit der Zustimmung an der Kasse verlangen Sie
ausdrücklich, dass wir sofort liefern, und bestätigen Ihre Kenntnis davon, dass Sie Ihr Widerrufsrecht beim
Kauf eines Bogens verlieren, sobald Sie ihn herunterladen. Ihr Beleg bestätigt beides.

Widerrufen können Sie ohne Anmeldung auf der Seite [Vertrag widerrufen](/withdraw) (§\u00a0356a BGB), die am Ende
jeder Seite verlinkt ist; den Eingang bestätigen wir dann sofort per E-Mail. Jede andere eindeutige Erklärung
genügt ebenfalls.

Die vollständige Widerrufsbelehrung, das Muster-Widerrufsformular und das, was wir über das Gesetz hinaus
erstatten, finden Sie unter [Widerruf, Erstattung und Kündigung](refunds).
`,
  },
  {
    id: 'faults',
    title: 'Mängelhaftung',
    body: `
Es gilt das gesetzliche Mängelhaftungsrecht, für digitale Produkte die §§\u00a0327 ff. BGB: Was wir liefern, muss
der Beschreibung entsprechen, sich für den üblichen und den vereinbarten Zweck eignen und die übliche
Beschaffenheit haben. Ist das nicht der Fall, sagen Sie es uns: Wir bessern nach oder liefern neu; gelingt das
nicht in angemessener Frist, erstatten wir den Preis. Diese Bedingungen schränken Ihre gesetzlichen Rechte
nicht ein.
`,
  },
  {
    id: 'liability',
    title: 'Haftung',
    body: `
Wir haften unbeschränkt für Vorsatz und grobe Fahrlässigkeit, für die Verletzung von Leben, Körper und
Gesundheit, für arglistig verschwiegene Mängel, nach dem Produkthaftungsgesetz und überall, wo das Gesetz eine
Beschränkung nicht zulässt. Im Übrigen haften wir für Schäden, die bei Vertragsschluss vorhersehbar und für
den Vertrag typisch waren, gegenüber Unternehmern höchstens bis zum Preis der betreffenden Bestellung. Für
entgangenen Gewinn eines Unternehmens und für die Folgen, wenn Papier neben einer offenen Flamme steht, haften
wir dann nicht.
`,
  },
  {
    id: 'changes',
    title: 'Änderungen dieser Bedingungen',
    body: `
Für jede Bestellung gilt die Fassung, der Sie dabei zugestimmt haben; sie ist auf Ihrer Bestellseite verlinkt.
Eine neue Fassung gilt für spätere Bestellungen. Für eine bestehende Mitgliedschaft gilt sie nur, wenn wir sie
Ihnen mindestens 30 Tage im Voraus mitgeteilt haben. Frühere Fassungen bleiben abrufbar und sind in der
aktuellen verlinkt.
`,
  },
  {
    id: 'law',
    title: 'Anwendbares Recht und Streitbeilegung',
    body: `
Für diese Bedingungen gilt das Recht von England und Wales. Sind Sie Verbraucher, so bleibt Ihnen daneben der
Schutz der zwingenden Vorschriften des Staates erhalten, in dem Sie Ihren gewöhnlichen Aufenthalt haben, in
Deutschland also insbesondere der Schutz der hier genannten Vorschriften des BGB, und Sie können dort klagen
und sich verteidigen. Schreiben Sie uns bitte zuerst: Die meisten Probleme lassen sich mit einer Nachricht
lösen.

Wir sind nicht bereit und nicht verpflichtet, an Streitbeilegungsverfahren vor einer
Verbraucherschlichtungsstelle teilzunehmen (§\u00a036 VSBG).
`,
  },
]
