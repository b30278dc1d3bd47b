import { CompanyLines } from '@/app/(site)/_policies/company-lines'
import type { PolicyText } from '@/app/(site)/_policies/policy-text'

export const privacy: PolicyText = ({ company }) => [
  {
    id: 'controller',
    title: 'Verantwortlicher',
    body: (
      <>
        <p>
          Verantwortlich für die Verarbeitung personenbezogener Daten in diesem Shop (Art.&nbsp;4 Nr.&nbsp;7
          DSGVO) ist das folgende Unternehmen. An dieses können Sie sich mit allen Fragen zu Ihren Daten
          wenden.
        </p>
        <CompanyLines company={company} />
      </>
    ),
  },
  {
    id: 'data',
    title: 'Welche Daten wir verarbeiten, wozu und auf welcher Grundlage',
    body: (
      <>
        <p>
          Wir speichern, was ein Kauf erfordert, und nicht mehr. Wir betreiben keine Werbung und kein Tracking
          und bilden keine Profile.
        </p>
        <ul>
          <li>
            <strong>Ihr Konto:</strong> Ihre E-Mail-Adresse, Ihr Name, falls Sie ihn angeben, Ihr Passwort
            (nur als Hashwert), Datum und IP-Adresse Ihrer Registrierung, wann Sie Ihre E-Mail-Adresse
            bestätigt haben, die Sprache der Seite, auf der Sie es zuletzt verwendet haben, und eine zufällige
            Kontonummer. Wenn Sie als Gast kaufen: Ihre E-Mail-Adresse, wann und von welcher IP-Adresse aus
            Sie zuerst gekauft haben, und eine zufällige Nummer derselben Art. Rechtsgrundlage ist die
            Erfüllung unseres Vertrags mit Ihnen (Art.&nbsp;6 Abs.&nbsp;1 lit.&nbsp;b DSGVO).
          </li>
          <li>
            <strong>Ihre Sitzungen:</strong> für jedes angemeldete Gerät, wann es sich angemeldet hat, wann es
            zuletzt aktiv war, sein Browser und seine IP-Adresse, damit sich die Sitzung beenden lässt
            (Art.&nbsp;6 Abs.&nbsp;1 lit.&nbsp;b und f DSGVO; unser berechtigtes Interesse ist die Sicherheit
            Ihres Kontos).
          </li>
          <li>
            <strong>Ihre Bestellungen:</strong> was Sie wann gekauft haben, der Preis, die Sprache der Seite,
            was geliefert oder zurückgenommen wurde, wann Sie es heruntergeladen haben, welcher Fassung
            unserer Bedingungen Sie zugestimmt haben, mit Uhrzeit, Ihrer IP-Adresse und, bei Downloads, Ihrem
            Browser, sowie Erstattungen, die Sie beantragt haben, mit Ihrer Begründung. Wir brauchen diese
            Angaben für den Vertrag (Art.&nbsp;6 Abs.&nbsp;1 lit.&nbsp;b DSGVO), für unsere Buchführung
            (lit.&nbsp;c) und um nachzuweisen, was vereinbart und geliefert wurde (lit.&nbsp;f).
          </li>
          <li>
            <strong>Ihre Zahlungen:</strong> die Zahlungsreferenz von Paymentwall, der Betrag, der Stand der
            Zahlung, die Mitteilungen von Paymentwall dazu und, bei Kartenzahlung, die Marke und die letzten
            vier Ziffern der Karte, die IP-Adresse, von der aus bezahlt wurde, und ob Ihre Bank die Zahlung
            bestätigt hat (Art.&nbsp;6 Abs.&nbsp;1 lit.&nbsp;b, c und f DSGVO). Nie eine Kartennummer oder
            Prüfnummer: Diese gehen von Ihrem Browser an Paymentwall und laufen nicht über unsere Server.
          </li>
          <li>
            <strong>Eine gespeicherte Karte,</strong> wenn Sie uns darum bitten: ein verschlüsselt
            gespeichertes Token von Paymentwall, dazu Marke, letzte vier Ziffern und Ablaufdatum, damit Sie
            die Karte erkennen. Grundlage ist Ihre Einwilligung (Art.&nbsp;6 Abs.&nbsp;1 lit.&nbsp;a DSGVO).
            Sie können sie jederzeit widerrufen, indem Sie die Karte in Ihrem Konto löschen.
          </li>
          <li>
            <strong>Eine Kündigung, die Sie ohne Anmeldung erklären:</strong> der Vertrag, Ihr Name und Ihre
            E-Mail-Adresse, die Art der Kündigung mit ihrer Begründung, das gewünschte Vertragsende, Ihre
            Sprache und wann die Kündigung bei uns eingegangen ist. Wir brauchen diese Angaben, um die
            Kündigung auszuführen und, wie es §&nbsp;312k BGB verlangt, zu bestätigen (Art.&nbsp;6 Abs.&nbsp;1
            lit.&nbsp;b und c DSGVO).
          </li>
          <li>
            <strong>Ihr Warenkorb,</strong> Ihre Nachrichten, wenn Sie uns schreiben, und ein Verzeichnis der
            E-Mails, die wir Ihnen gesendet haben, ohne deren Text (Art.&nbsp;6 Abs.&nbsp;1 lit.&nbsp;b und f
            DSGVO).
          </li>
          <li>
            <strong>Technische Protokolle:</strong> Zeiten, IP-Adressen und Fehler, um den Shop in Betrieb und
            sicher zu halten, und die Zahl der Versuche, sich anzumelden, sich zu registrieren, ein Passwort
            zurückzusetzen, als Gast zu kaufen, zu kündigen und mit Karte zu bezahlen, um das Erraten von
            Passwörtern, unerwünschte Nachrichten und die Nutzung gestohlener Karten zu verhindern. Das sind
            unsere berechtigten Interessen (Art.&nbsp;6 Abs.&nbsp;1 lit.&nbsp;f DSGVO).
          </li>
        </ul>
        <p>
          Ohne eine E-Mail-Adresse und ohne Zahlung können wir keinen Vertrag mit Ihnen schließen. Alle
          anderen Angaben sind freiwillig.
        </p>
      </>
    ),
  },
  {
    id: 'recipients',
    title: 'Wer Daten erhält',
    body: (
      <>
        <p>
          <strong>Paymentwall</strong> (Paymentwall, Inc. und verbundene Unternehmen) wickelt Zahlungen ab,
          prüft sie auf Betrug und bucht, wenn Sie eine Mitgliedschaft kaufen, deren Verlängerungen ab.
          Paymentwall erhält Ihre Kontonummer, E-Mail-Adresse und IP-Adresse, die Bestellung und ihren Preis
          sowie Angaben, die helfen, echte Käufer von Betrügern zu unterscheiden: wie lange Sie schon ein
          Konto haben und wie oft Sie gekauft haben. Was Sie in das Zahlungsformular eingeben, geht
          unmittelbar an Paymentwall. Für die eigene Nutzung der Daten ist Paymentwall selbst verantwortlich;
          im Zahlungsformular ist die Datenschutzerklärung von Paymentwall verlinkt.
        </p>
        <p>
          <strong>Unser Hosting-Anbieter</strong> speichert die Daten in unserem Auftrag und nach unseren
          Weisungen (Art.&nbsp;28 DSGVO). <strong>Steuerberater und Behörden</strong> erhalten, was wir
          gesetzlich offenlegen müssen. Wir verkaufen keine Daten.
        </p>
        <p>
          Paymentwall ist auch in den USA und in anderen Ländern außerhalb des Vereinigten Königreichs und des
          Europäischen Wirtschaftsraums tätig. Übermittlungen dorthin stützen sich auf die dafür genehmigten
          Standardvertragsklauseln (Art.&nbsp;46 Abs.&nbsp;2 DSGVO); auf Wunsch senden wir Ihnen eine Kopie.
        </p>
      </>
    ),
  },
  {
    id: 'cookies',
    title: 'Cookies',
    body: (
      <>
        <p>
          Wir setzen nur Cookies, die für den Shop unbedingt erforderlich sind. Eine Einwilligung ist dafür
          nicht nötig (§&nbsp;25 Abs.&nbsp;2 Nr.&nbsp;2 TDDDG):
        </p>
        <ul>
          <li>
            <strong>session:</strong> hält Sie angemeldet oder erkennt Sie als denselben Gast wieder, bis zu
            30 Tage
          </li>
          <li>
            <strong>links:</strong> hält die Bestellungen zugänglich, die Sie über Links in unseren E-Mails
            geöffnet haben, bis zu 30 Tage
          </li>
          <li>
            <strong>device:</strong> ermöglicht Ihnen die Anmeldung auf diesem Gerät auch dann, wenn jemand
            anders gerade Passwörter für Ihr Konto durchprobiert, bis zu 180 Tage nach Ihrer letzten Anmeldung
          </li>
          <li>
            <strong>cart:</strong> merkt sich Ihren Warenkorb, bevor Sie sich anmelden, bis zu 30 Tage
          </li>
          <li>
            <strong>purchase:</strong> merkt sich, was Sie kaufen möchten, während Sie sich anmelden, bis zu
            30 Minuten
          </li>
          <li>
            <strong>hint</strong> und <strong>library:</strong> lassen unsere Seiten sofort zeigen, ob Sie
            angemeldet sind, wie viele Artikel in Ihrem Warenkorb liegen und welche Produkte Sie besitzen, bis
            zu 30 Tage
          </li>
          <li>
            <strong>currency:</strong> merkt sich die Währung, die Sie gewählt haben, bis zu einem Jahr
          </li>
          <li>
            <strong>theme:</strong> merkt sich die Farben, die Sie gewählt haben, bis zu einem Jahr
          </li>
          <li>
            <strong>csrf</strong> und <strong>callback:</strong> schützen die Anmeldung, bis Sie den Browser
            schließen
          </li>
        </ul>
        <p>Ihre Sprache merkt sich kein Cookie: Sie ist Teil der Adresse jeder Seite.</p>
        <p>
          An der Kasse kann das Zahlungsformular von Paymentwall eigene Cookies setzen, um die Zahlung
          abzuwickeln und Betrug zu verhindern.
        </p>
      </>
    ),
  },
  {
    id: 'retention',
    title: 'Wie lange wir Daten speichern',
    body: (
      <ul>
        <li>
          <strong>Konto:</strong> bis Sie es schließen. Dann löschen wir Ihren Namen, Ihre E-Mail-Adresse, Ihr
          Passwort, Ihren Warenkorb und die IP-Adresse Ihrer Registrierung. Die Kontonummer bleibt
          gespeichert, damit sie nie an jemand anderen vergeben wird.
        </li>
        <li>
          <strong>Einkäufe als Gast:</strong> Ihre E-Mail-Adresse und die IP-Adresse, von der aus Sie zuerst
          gekauft haben, bis Sie uns um Löschung bitten oder, wenn Sie die Einkäufe in ein Konto übernommen
          haben, bis Sie dieses schließen. Der Link in einem Beleg gilt ein Jahr lang. Wenn Sie als Gast
          beginnen und nichts bestellen: 30 Tage.
        </li>
        <li>
          <strong>Sitzungen:</strong> bis Sie sich abmelden, längstens 30 Tage; danach werden sie innerhalb
          eines Tages gelöscht.
        </li>
        <li>
          <strong>Bestellungen, Zahlungen und Zustimmungen:</strong> sechs Jahre nach Ende des
          Geschäftsjahres, wie es das Steuerrecht verlangt.
        </li>
        <li>
          <strong>Zahlungsreferenzen:</strong> unbegrenzt. Nur sie schützen uns davor, für eine Zahlung
          zweimal zu liefern. Sie enthalten Ihre Kontonummer, aber weder Ihren Namen noch Ihre Adresse.
        </li>
        <li>
          <strong>Das Protokoll der Zahlungsmitteilungen:</strong> 90 Tage.{' '}
          <strong>Andere technische Protokolle:</strong> 30 Tage.
        </li>
        <li>
          <strong>Ein Warenkorb ohne Konto:</strong> 30 Tage nach der letzten Änderung.
        </li>
        <li>
          <strong>Eine ohne Anmeldung erklärte Kündigung:</strong> drei Jahre nach Ende des Jahres, in dem sie
          eingegangen ist, solange daraus Ansprüche entstehen können.
        </li>
        <li>
          <strong>Eine gespeicherte Karte:</strong> bis Sie sie löschen oder Ihr Konto schließen.
        </li>
        <li>
          <strong>Nachrichten:</strong> zwei Jahre nach der letzten.
        </li>
        <li>
          <strong>Das Verzeichnis der E-Mails, die wir Ihnen gesendet haben,</strong> mit der Adresse, an die
          sie gingen: bis Sie uns um Löschung bitten.
        </li>
      </ul>
    ),
  },
  {
    id: 'rights',
    title: 'Ihre Rechte',
    body: (
      <>
        <p>
          Sie haben das Recht auf Auskunft und eine Kopie Ihrer Daten (Art.&nbsp;15 DSGVO), auch in einem
          maschinenlesbaren Format (Art.&nbsp;20), auf Berichtigung (Art.&nbsp;16), Löschung (Art.&nbsp;17)
          und Einschränkung der Verarbeitung (Art.&nbsp;18). Eine Einwilligung können Sie jederzeit mit
          Wirkung für die Zukunft widerrufen (Art.&nbsp;7 Abs.&nbsp;3). Schreiben Sie uns von der
          E-Mail-Adresse Ihres Kontos aus oder von der, mit der Sie als Gast gekauft haben; wir antworten
          kostenlos binnen eines Monats.
        </p>
        <p>
          <strong>
            Widerspruchsrecht (Art.&nbsp;21 DSGVO): Soweit wir Daten aufgrund berechtigter Interessen
            verarbeiten, können Sie dem aus Gründen, die sich aus Ihrer besonderen Situation ergeben,
            jederzeit widersprechen.
          </strong>
        </p>
        <p>
          Wir treffen keine Entscheidungen über Sie, die ausschließlich auf automatisierter Verarbeitung
          beruhen (Art.&nbsp;22 DSGVO). Ob eine Zahlung angenommen wird, entscheiden Paymentwall und Ihre
          Bank; Sie können uns bitten, diese Entscheidung überprüfen zu lassen.
        </p>
        <p>
          Wenn Sie der Ansicht sind, dass wir Ihre Daten nicht rechtmäßig verarbeitet haben, können Sie sich
          bei der Datenschutz-Aufsichtsbehörde Ihres Wohnorts, Ihres Arbeitsplatzes oder des Orts des
          mutmaßlichen Verstoßes beschweren (Art.&nbsp;77 DSGVO), im Vereinigten Königreich beim Information
          Commissioner’s Office (ico.org.uk).
        </p>
      </>
    ),
  },
]
