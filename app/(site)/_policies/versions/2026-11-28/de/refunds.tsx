import { PageLink } from '@/app/_components/page-link'
import { CompanyLines } from '@/app/(site)/_policies/company-lines'
import type { PolicyText } from '@/app/(site)/_policies/policy-text'

export const refunds: PolicyText = ({ company, path }) => [
  {
    id: 'instruction',
    title: 'Widerrufsbelehrung',
    body: (
      <>
        <h3 className="mt-6">Widerrufsrecht</h3>
        <p>
          Sie haben das Recht, binnen vierzehn Tagen ohne Angabe von Gründen diesen Vertrag zu widerrufen. Die
          Widerrufsfrist beträgt vierzehn Tage ab dem Tag des Vertragsabschlusses.
        </p>
        <p>Um Ihr Widerrufsrecht auszuüben, müssen Sie uns</p>
        <CompanyLines company={company} />
        <p>
          mittels einer eindeutigen Erklärung (z.&nbsp;B. ein mit der Post versandter Brief oder eine E-Mail)
          über Ihren Entschluss, diesen Vertrag zu widerrufen, informieren. Sie können dafür das beigefügte
          Muster-Widerrufsformular verwenden, das jedoch nicht vorgeschrieben ist.
        </p>
        <p>
          Zur Wahrung der Widerrufsfrist reicht es aus, dass Sie die Mitteilung über die Ausübung des
          Widerrufsrechts vor Ablauf der Widerrufsfrist absenden.
        </p>
        <h3 className="mt-6">Folgen des Widerrufs</h3>
        <p>
          Wenn Sie diesen Vertrag widerrufen, haben wir Ihnen alle Zahlungen, die wir von Ihnen erhalten
          haben, einschließlich der Lieferkosten (mit Ausnahme der zusätzlichen Kosten, die sich daraus
          ergeben, dass Sie eine andere Art der Lieferung als die von uns angebotene, günstigste
          Standardlieferung gewählt haben), unverzüglich und spätestens binnen vierzehn Tagen ab dem Tag
          zurückzuzahlen, an dem die Mitteilung über Ihren Widerruf dieses Vertrags bei uns eingegangen ist.
          Für diese Rückzahlung verwenden wir dasselbe Zahlungsmittel, das Sie bei der ursprünglichen
          Transaktion eingesetzt haben, es sei denn, mit Ihnen wurde ausdrücklich etwas anderes vereinbart; in
          keinem Fall werden Ihnen wegen dieser Rückzahlung Entgelte berechnet.
        </p>
        <p>
          Haben Sie verlangt, dass die Dienstleistungen während der Widerrufsfrist beginnen sollen, so haben
          Sie uns einen angemessenen Betrag zu zahlen, der dem Anteil der bis zu dem Zeitpunkt, zu dem Sie uns
          von der Ausübung des Widerrufsrechts hinsichtlich dieses Vertrags unterrichten, bereits erbrachten
          Dienstleistungen im Vergleich zum Gesamtumfang der im Vertrag vorgesehenen Dienstleistungen
          entspricht.
        </p>
        <h3 className="mt-6">Vorzeitiges Erlöschen des Widerrufsrechts</h3>
        <p>
          Bei einem Vertrag über digitale Inhalte, die nicht auf einem körperlichen Datenträger geliefert
          werden, erlischt das Widerrufsrecht nach §&nbsp;356 Abs.&nbsp;5 BGB, wenn wir mit der Ausführung des
          Vertrags begonnen haben, nachdem Sie ausdrücklich zugestimmt haben, dass wir vor Ablauf der
          Widerrufsfrist damit beginnen, Sie Ihre Kenntnis davon bestätigt haben, dass Sie dadurch Ihr
          Widerrufsrecht verlieren, und wir Ihnen den Vertrag per E-Mail bestätigt haben. Wir berufen uns
          darauf erst, wenn Sie den Bogen heruntergeladen haben.
        </p>
      </>
    ),
  },
  {
    id: 'form',
    title: 'Muster-Widerrufsformular',
    body: (
      <>
        <p>
          (Wenn Sie den Vertrag widerrufen wollen, dann füllen Sie bitte dieses Formular aus und senden Sie es
          zurück.)
        </p>
        <p>An:</p>
        <CompanyLines company={company} />
        <ul>
          <li>
            Hiermit widerrufe(n) ich/wir (*) den von mir/uns (*) abgeschlossenen Vertrag über den Kauf der
            folgenden Waren (*)/die Erbringung der folgenden Dienstleistung (*)
          </li>
          <li>Bestellt am (*)/erhalten am (*)</li>
          <li>Name des/der Verbraucher(s)</li>
          <li>Anschrift des/der Verbraucher(s)</li>
          <li>Unterschrift des/der Verbraucher(s) (nur bei Mitteilung auf Papier)</li>
          <li>Datum</li>
        </ul>
        <p>(*) Unzutreffendes streichen.</p>
      </>
    ),
  },
  {
    id: 'changed-your-mind',
    title: 'Wenn Sie es sich anders überlegen',
    body: (
      <>
        <p>
          Sie haben 14 Tage ab dem Tag der Zahlung Zeit und brauchen keinen Grund zu nennen. In dieser Zeit
          erstatten wir, auch wenn das Gesetz es nicht verlangt:
        </p>
        <ul>
          <li>
            <strong>Bastelbögen:</strong> in voller Höhe, solange Sie den Bogen nicht heruntergeladen haben
          </li>
          <li>
            <strong>eine gewerbliche Lizenz:</strong> in voller Höhe, solange Sie mit ihr nichts verkauft oder
            ausgestellt haben
          </li>
          <li>
            <strong>Studio-Credits:</strong> soweit Sie sie nicht verwendet haben, zum gezahlten Preis je
            Credit
          </li>
          <li>
            <strong>eine Mitgliedschaft:</strong> in voller Höhe, solange Sie damit keinen Bogen
            heruntergeladen haben, sonst für die verbleibenden Tage des Zeitraums
          </li>
        </ul>
        <p>
          Warum es auf das Herunterladen ankommt: An der Kasse verlangen Sie, dass wir sofort liefern, und bei
          digitalen Inhalten erlischt das Widerrufsrecht mit dem Beginn der Lieferung.
        </p>
      </>
    ),
  },
  {
    id: 'faulty',
    title: 'Wenn etwas nicht stimmt',
    body: (
      <p>
        Eine Datei lässt sich nicht öffnen, die Teile eines Modells passen nicht zusammen, ein Schlüssel wird
        nicht angenommen, etwas Bezahltes ist nicht angekommen: Sagen Sie es uns, sobald Sie es bemerken. Wir
        beheben es, meist binnen zwei Werktagen. Können wir das nicht, erstatten wir den vollen Preis, auch
        wenn Sie das Produkt schon heruntergeladen haben. Ihre gesetzlichen Rechte bleiben davon unberührt.
      </p>
    ),
  },
  {
    id: 'cancelling',
    title: 'Eine Mitgliedschaft kündigen',
    body: (
      <>
        <ol>
          <li>
            Melden Sie sich an, und öffnen Sie{' '}
            <PageLink href={path('/account')} className="link">
              Ihr Konto
            </PageLink>
            , dann „Mitgliedschaften“.
          </li>
          <li>
            Wählen Sie bei der Mitgliedschaft „Kündigen“. Wir zeigen Ihnen, was dann geschieht, und bitten Sie
            um Ihre Bestätigung.
          </li>
          <li>
            Die Seite zeigt „Gekündigt“ an, sobald Paymentwall die Kündigung bestätigt hat, meist innerhalb
            weniger Minuten.
          </li>
        </ol>
        <p>
          Sie müssen sich dafür nicht anmelden: Die Seite{' '}
          <PageLink href={path('/cancel')} className="link">
            Verträge hier kündigen
          </PageLink>
          , die am Ende jeder Seite verlinkt ist, nimmt Ihre Kündigung entgegen und bestätigt sie per E-Mail.
          Mit der Bestellnummer und der E-Mail-Adresse Ihres Kontos wird sie ohne weitere Prüfung wirksam. Sie
          können uns auch von der E-Mail-Adresse Ihres Kontos aus schreiben; wir führen die Kündigung dann
          innerhalb eines Werktags aus. Die Kündigung ist kostenlos, und Sie müssen keinen Grund nennen.
        </p>
        <ul>
          <li>
            <strong>Sie behalten die bezahlte Zeit.</strong> Die Mitgliedschaft läuft bis zum Ende des
            Zeitraums, und es wird nichts mehr abgebucht.
          </li>
          <li>
            <strong>Während einer Probezeit</strong> können Sie bis zu ihrem letzten Tag kündigen. Die
            Probezeit läuft bis zum Ende, und der erste reguläre Zeitraum wird nicht abgebucht.
          </li>
          <li>
            <strong>Nach einer Verlängerung, die Sie nicht wollten,</strong> haben Sie 14 Tage: Wenn Sie seit
            der Verlängerung keinen Bogen heruntergeladen haben, erstatten wir den ganzen Zeitraum.
          </li>
          <li>
            <strong>Wenn Sie Ihr Konto schließen,</strong> beenden wir zuerst die Verlängerungen, und Ihr
            Zugang für den Rest des Zeitraums entfällt. Um die bezahlte Zeit zu nutzen, kündigen Sie jetzt die
            Mitgliedschaft und schließen das Konto nach ihrem Ende.
          </li>
          <li>
            <strong>Wenn wir den letzten Zeitraum in voller Höhe erstatten,</strong> endet der Zugang sofort,
            und die Mitgliedschaft ist gekündigt. Die Erstattung eines früheren Zeitraums ändert an der
            Mitgliedschaft nichts.
          </li>
        </ul>
      </>
    ),
  },
  {
    id: 'how',
    title: 'So beantragen Sie eine Erstattung',
    body: (
      <>
        <p>
          Öffnen Sie die Bestellung, in Ihrem Konto unter „Bestellungen“ oder über den Link in Ihrem Beleg,
          und wählen Sie „Erstattung beantragen“. Sie können uns auch schreiben; nennen Sie dann die
          Bestellnummer, die oben auf der Bestellseite steht. Ein Satz genügt, zum Beispiel: „Hiermit
          widerrufe ich den Vertrag über die folgende Bestellung“, dazu die Bestellnummer, der Tag der
          Bestellung, Ihr Name und das heutige Datum.
        </p>
        <CompanyLines company={company} />
      </>
    ),
  },
  {
    id: 'when',
    title: 'Wann Sie Ihr Geld zurückbekommen',
    body: (
      <>
        <p>
          Wir antworten binnen zwei Werktagen. Steht Ihnen eine Erstattung zu, veranlassen wir sie sofort,
          spätestens 14 Tage nach Ihrer Nachricht. Das Geld geht über Paymentwall auf demselben Weg zurück,
          auf dem Sie bezahlt haben. Banken zeigen es meist nach 5 bis 10 Werktagen an. Für eine Erstattung
          berechnen wir nichts.
        </p>
        <p>
          Mit der Erstattung nehmen wir das Gekaufte zurück: Ein Bogen verschwindet aus Ihrer Bibliothek, ein
          Lizenzschlüssel wird ungültig, Credits werden von Ihrem Guthaben abgezogen. Ihre Bestellseite zeigt
          das an.
        </p>
      </>
    ),
  },
  {
    id: 'chargebacks',
    title: 'Bevor Sie sich an Ihre Bank wenden',
    body: (
      <p>
        Wenn Sie eine Abbuchung nicht zuordnen können, schreiben Sie zuerst uns: Wir sagen Ihnen, wofür sie
        war, und erstatten einen irrtümlich abgebuchten Betrag schneller, als eine Bank es kann. Nach einer
        Rückbuchung nehmen wir zurück, was mit der Bestellung gekauft wurde, auch eine Mitgliedschaft.
      </p>
    ),
  },
]
