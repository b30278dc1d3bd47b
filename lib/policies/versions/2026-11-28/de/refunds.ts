import type { PolicyText } from '@/lib/policies/text'

export const refunds: PolicyText = [
  {
    id: 'instruction',
    title: 'Widerrufsbelehrung',
    body: `
### Widerrufsrecht

Sie haben das Recht, binnen vierzehn Tagen ohne Angabe von Gründen diesen Vertrag zu widerrufen. Die
Widerrufsfrist beträgt vierzehn Tage ab dem Tag des Vertragsabschlusses.

Um Ihr Widerrufsrecht auszuüben, müssen Sie uns

{company}

mittels einer eindeutigen Erklärung (z.\u00a0B. ein mit der Post versandter Brief oder eine E-Mail) über Ihren
Entschluss, diesen Vertrag zu widerrufen, informieren. Sie können dafür das beigefügte
Muster-Widerrufsformular verwenden, das jedoch nicht vorgeschrieben ist.

Sie können Ihr Widerrufsrecht auch online auf der Seite [Vertrag widerrufen](/withdraw) ausüben, die am Ende
jeder Seite verlinkt ist. Wenn Sie diese Online-Funktion nutzen, übermitteln wir Ihnen unverzüglich auf einem
dauerhaften Datenträger (z.\u00a0B. per E-Mail) eine Eingangsbestätigung mit dem Inhalt Ihrer Widerrufserklärung
sowie dem Datum und der Uhrzeit ihres Eingangs.

Zur Wahrung der Widerrufsfrist reicht es aus, dass Sie die Mitteilung über die Ausübung des Widerrufsrechts
vor Ablauf der Widerrufsfrist absenden.

### Folgen des Widerrufs

Wenn Sie diesen Vertrag widerrufen, haben wir Ihnen alle Zahlungen, die wir von Ihnen erhalten haben,
einschließlich der Lieferkosten (mit Ausnahme der zusätzlichen Kosten, die sich daraus ergeben, dass Sie eine
andere Art der Lieferung als die von uns angebotene, günstigste Standardlieferung gewählt haben), unverzüglich
und spätestens binnen vierzehn Tagen ab dem Tag zurückzuzahlen, an dem die Mitteilung über Ihren Widerruf
dieses Vertrags bei uns eingegangen ist. Für diese Rückzahlung verwenden wir dasselbe Zahlungsmittel, das Sie
bei der ursprünglichen Transaktion eingesetzt haben, es sei denn, mit Ihnen wurde ausdrücklich etwas anderes
vereinbart; in keinem Fall werden Ihnen wegen dieser Rückzahlung Entgelte berechnet.

Haben Sie verlangt, dass die Dienstleistungen während der Widerrufsfrist beginnen sollen, so haben Sie uns
einen angemessenen Betrag zu zahlen, der dem Anteil der bis zu dem Zeitpunkt, zu dem Sie uns von der Ausübung
des Widerrufsrechts hinsichtlich dieses Vertrags unterrichten, bereits erbrachten Dienstleistungen im
Vergleich zum Gesamtumfang der im Vertrag vorgesehenen Dienstleistungen entspricht.

### Vorzeitiges Erlöschen des Widerrufsrechts

Bei einem Vertrag über digitale Inhalte, die nicht auf einem körperlichen Datenträger geliefert werden,
erlischt das Widerrufsrecht nach §\u00a0356 Abs.\u00a05 BGB, wenn wir mit der Ausführung des Vertrags begonnen haben,
nachdem Sie ausdrücklich zugestimmt haben, dass wir vor Ablauf der Widerrufsfrist damit beginnen, Sie Ihre
Kenntnis davon bestätigt haben, dass Sie dadurch Ihr Widerrufsrecht verlieren, und wir Ihnen den Vertrag per
E-Mail bestätigt haben. Wir berufen uns darauf erst, wenn Sie den Bogen heruntergeladen haben.
`,
  },
  {
    id: 'form',
    title: 'Muster-Widerrufsformular',
    body: `
(Wenn Sie den Vertrag widerrufen wollen, dann füllen Sie bitte dieses Formular aus und senden Sie es zurück.)

An:

{company}

- Hiermit widerrufe(n) ich/wir (*) den von mir/uns (*) abgeschlossenen Vertrag über den Kauf der folgenden
  Waren (*)/die Erbringung der folgenden Dienstleistung (*)
- Bestellt am (*)/erhalten am (*)
- Name des/der Verbraucher(s)
- Anschrift des/der Verbraucher(s)
- Unterschrift des/der Verbraucher(s) (nur bei Mitteilung auf Papier)
- Datum

(*) Unzutreffendes streichen.
`,
  },
  {
    id: 'changed-your-mind',
    title: 'Wenn Sie es sich anders überlegen',
    body: `
Sie haben 14 Tage ab dem Tag der Zahlung Zeit und brauchen keinen Grund zu nennen. In dieser Zeit erstatten
wir, auch wenn das Gesetz es nicht verlangt:

- **Bastelbögen:** in voller Höhe, solange Sie den Bogen nicht heruntergeladen haben
- **eine gewerbliche Lizenz:** in voller Höhe, solange Sie mit ihr nichts verkauft oder ausgestellt haben
- **Studio-Credits:** soweit Sie sie nicht verwendet haben, zum gezahlten Preis je Credit
- **eine Mitgliedschaft:** in voller Höhe, solange Sie damit keinen Bogen heruntergeladen haben, sonst für die
  verbleibenden Tage des Zeitraums

Warum es auf das Herunterladen ankommt: An der Kasse verlangen Sie, dass wir sofort liefern, und bei digitalen
Inhalten erlischt das Widerrufsrecht mit dem Beginn der Lieferung.
`,
  },
  {
    id: 'faulty',
    title: 'Wenn etwas nicht stimmt',
    body: `
Eine Datei lässt sich nicht öffnen, die Teile eines Modells passen nicht zusammen, ein Schlüssel wird nicht
angenommen, etwas Bezahltes ist nicht angekommen: Sagen Sie es uns, sobald Sie es bemerken. Wir beheben es,
meist binnen zwei Werktagen. Können wir das nicht, erstatten wir den vollen Preis, auch wenn Sie das Produkt
schon heruntergeladen haben. Ihre gesetzlichen Rechte bleiben davon unberührt.
`,
  },
  {
    id: 'cancelling',
    title: 'Eine Mitgliedschaft kündigen',
    body: `
1. Melden Sie sich an, und öffnen Sie [Ihr Konto](/account), dann „Mitgliedschaften“.
2. Wählen Sie bei der Mitgliedschaft „Kündigen“. Wir zeigen Ihnen, was dann geschieht, und bitten Sie um Ihre
   Bestätigung.
3. Die Seite zeigt „Gekündigt“ an, sobald Paymentwall die Kündigung bestätigt hat, meist innerhalb weniger
   Minuten.

Sie müssen sich dafür nicht anmelden: Die Seite [Verträge hier kündigen](/cancel), die am Ende jeder Seite
verlinkt ist, nimmt Ihre Kündigung entgegen und bestätigt sie per E-Mail. Mit der Bestellnummer und der
E-Mail-Adresse Ihres Kontos wird sie ohne weitere Prüfung wirksam. Sie können uns auch von der E-Mail-Adresse
Ihres Kontos aus schreiben; wir führen die Kündigung dann innerhalb eines Werktags aus. Die Kündigung ist
kostenlos, und Sie müssen keinen Grund nennen.

- **Sie behalten die bezahlte Zeit.** Die Mitgliedschaft läuft bis zum Ende des Zeitraums, und es wird nichts
  mehr abgebucht.
- **Während einer Probezeit** können Sie bis zu ihrem letzten Tag kündigen. Die Probezeit läuft bis zum Ende,
  und der erste reguläre Zeitraum wird nicht abgebucht.
- **Nach einer Verlängerung, die Sie nicht wollten,** haben Sie 14 Tage: Wenn Sie seit der Verlängerung keinen
  Bogen heruntergeladen haben, erstatten wir den ganzen Zeitraum.
- **Wenn Sie Ihr Konto schließen,** beenden wir zuerst die Verlängerungen, und Ihr Zugang für den Rest des
  Zeitraums entfällt. Um die bezahlte Zeit zu nutzen, kündigen Sie jetzt die Mitgliedschaft und schließen das
  Konto nach ihrem Ende.
- **Wenn wir den letzten Zeitraum in voller Höhe erstatten,** endet der Zugang sofort, und die Mitgliedschaft
  ist gekündigt. Die Erstattung eines früheren Zeitraums ändert an der Mitgliedschaft nichts.
`,
  },
  {
    id: 'how',
    title: 'So widerrufen Sie oder beantragen eine Erstattung',
    body: `
Um zu widerrufen, öffnen Sie die Seite [Vertrag widerrufen](/withdraw): Sie müssen sich nicht anmelden, und
wir bestätigen den Eingang sofort per E-Mail.

Um eine Erstattung zu beantragen, öffnen Sie die Bestellung, in Ihrem Konto unter „Bestellungen“ oder über den
Link in Ihrem Beleg, und wählen Sie „Erstattung beantragen“. Sie können uns auch schreiben; nennen Sie dann
die Bestellnummer, die oben auf der Bestellseite steht. Ein Satz genügt, zum Beispiel: „Hiermit widerrufe ich
den Vertrag über die folgende Bestellung“, dazu die Bestellnummer, der Tag der Bestellung, Ihr Name und das
heutige Datum.

{company}
`,
  },
  {
    id: 'when',
    title: 'Wann Sie Ihr Geld zurückbekommen',
    body: `
Wir antworten binnen zwei Werktagen. Steht Ihnen eine Erstattung zu, veranlassen wir sie sofort, spätestens 14
Tage nach Ihrer Nachricht. Das Geld geht über Paymentwall auf demselben Weg zurück, auf dem Sie bezahlt haben.
Banken zeigen es meist nach 5 bis 10 Werktagen an. Für eine Erstattung berechnen wir nichts.

Mit der Erstattung nehmen wir das Gekaufte zurück: Ein Bogen verschwindet aus Ihrer Bibliothek, ein
Lizenzschlüssel wird ungültig, Credits werden von Ihrem Guthaben abgezogen. Ihre Bestellseite zeigt das an.
`,
  },
  {
    id: 'chargebacks',
    title: 'Bevor Sie sich an Ihre Bank wenden',
    body: `
Wenn Sie eine Abbuchung nicht zuordnen können, schreiben Sie zuerst uns: Wir sagen Ihnen, wofür sie war, und
erstatten einen irrtümlich abgebuchten Betrag schneller, als eine Bank es kann. Nach einer Rückbuchung nehmen
wir zurück, was mit der Bestellung gekauft wurde, auch eine Mitgliedschaft.
`,
  },
]
