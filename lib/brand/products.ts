/**
 * The products (`ProductInput` of lib/catalog/schema.ts); `npm run db:seed` writes them to the database, matching by `id`. Prices are in the minor
 * units of their currency; a product is not sold in a currency that it has no price in.
 */
export const products = [
  {
    id: 'fox',
    slug: 'fox',
    position: 10,
    kind: 'DOWNLOAD',
    name: 'Fox',
    summary: 'Sits upright, ears pricked. The model most people start with.',
    description:
      'The fox holds its pose with nothing but folds: a straight back, a tail that swings up behind, and a head held level. It has few small pieces, so it is forgiving of a first attempt.\n\nPrint it on white card and let the sheet give the colour.\n\n- Two pages of A4, 60 facets\n- Finished: 146 mm long, 63 mm wide and 134 mm tall',
    texts: {
      de: {
        name: 'Fuchs',
        summary: 'Sitzt aufrecht, mit gespitzten Ohren. Das Modell, mit dem die meisten anfangen.',
        description:
          'Der Fuchs hält seine Pose allein durch die Falze: ein gerader Rücken, ein Schwanz, der hinten aufschwingt, und ein waagerecht gehaltener Kopf. Er hat nur wenige kleine Teile und verzeiht deshalb auch erste Versuche.\n\nDrucken Sie ihn auf weißen Karton, die Farbe bringt der Bogen mit.\n\n- Zwei Seiten A4, 60 Flächen\n- Fertig: 146 mm lang, 63 mm breit und 134 mm hoch',
      },
    },
    artwork: 'fox.svg',
    sheet: 'fox.pdf',
    prices: { USD: 600, EUR: 550, JPY: 900, KWD: 1850 },
  },
  {
    id: 'heron',
    slug: 'heron',
    position: 20,
    kind: 'DOWNLOAD',
    name: 'Heron',
    summary: 'Stands on a stone and looks down its beak, as herons do.',
    description:
      'A long neck in two bends, folded wings, and a leg that stands in a low stone to keep the balance. Score the beak well before you fold it, and it stays sharp. Coins inside the stone keep the bird upright.\n\nThe heron rewards patience more than skill. Let each joint of the neck dry before you go on to the next.\n\n- Two pages of A4, 54 facets\n- Finished: 183 mm long, 72 mm wide and 196 mm tall',
    texts: {
      de: {
        name: 'Reiher',
        summary: 'Steht auf einem Stein und blickt seinen Schnabel entlang, wie Reiher es tun.',
        description:
          'Ein langer Hals mit zwei Knicken, angelegte Flügel und ein Bein in einem flachen Stein, der das Gleichgewicht hält. Ritzen Sie den Schnabel vor dem Falten gut an, dann bleibt er spitz. Münzen im Stein halten den Vogel aufrecht.\n\nDer Reiher belohnt Geduld mehr als Geschick. Lassen Sie jedes Gelenk des Halses trocknen, bevor Sie mit dem nächsten weitermachen.\n\n- Zwei Seiten A4, 54 Flächen\n- Fertig: 183 mm lang, 72 mm breit und 196 mm hoch',
      },
    },
    artwork: 'heron.svg',
    sheet: 'heron.pdf',
    prices: { USD: 750, EUR: 690, JPY: 1100, KWD: 2300 },
  },
  {
    id: 'whale',
    slug: 'whale',
    position: 30,
    kind: 'DOWNLOAD',
    name: 'Whale',
    summary: 'Dives with its tail in the air, from a desk or on a thread.',
    description:
      'Broad facets make the body, so most of the cutting is long and straight. The tail closes last and hides the final seam.\n\nIt rests on its belly and fins. To hang it, pass a thread through the back before you close the tail, with a knot and a scrap of card inside.\n\n- Two pages of A4, 54 facets\n- Finished: 169 mm long, 104 mm wide and 83 mm tall',
    texts: {
      de: {
        name: 'Wal',
        summary: 'Taucht ab, die Fluke in der Luft, auf dem Schreibtisch oder an einem Faden.',
        description:
          'Große Flächen bilden den Körper, daher sind die meisten Schnitte lang und gerade. Die Fluke wird zuletzt geschlossen und verdeckt die letzte Klebenaht.\n\nEr liegt auf Bauch und Flossen. Zum Aufhängen ziehen Sie vor dem Schließen der Fluke einen Faden durch den Rücken und sichern ihn innen mit einem Knoten und einem Stück Karton.\n\n- Zwei Seiten A4, 54 Flächen\n- Fertig: 169 mm lang, 104 mm breit und 83 mm hoch',
      },
    },
    artwork: 'whale.svg',
    sheet: 'whale.pdf',
    prices: { USD: 800, EUR: 740, JPY: 1200, KWD: 2450 },
  },
  {
    id: 'lantern',
    slug: 'lantern',
    position: 40,
    kind: 'DOWNLOAD',
    name: 'Lantern',
    summary: 'Six sides, a pitched roof, and windows to cut out.',
    description:
      'The most regular of our models: six equal sides, a pitched roof and a base that keeps it steady. Cut out the windows and back them with tracing paper for a softer light.\n\nA flap in the base takes a battery tea light. Never use a real flame.\n\n- Two pages of A4, 58 facets\n- Finished: 93 mm long, 96 mm wide and 106 mm tall',
    texts: {
      de: {
        name: 'Laterne',
        summary: 'Sechs Seiten, ein spitzes Dach und Fenster zum Ausschneiden.',
        description:
          'Das regelmäßigste unserer Modelle: sechs gleiche Seiten, ein spitzes Dach und ein Boden, der es sicher stehen lässt. Schneiden Sie die Fenster aus und hinterkleben Sie sie mit Transparentpapier, dann wird das Licht weicher.\n\nEine Klappe im Boden nimmt ein LED-Teelicht auf. Verwenden Sie nie eine echte Flamme.\n\n- Zwei Seiten A4, 58 Flächen\n- Fertig: 93 mm lang, 96 mm breit und 106 mm hoch',
      },
    },
    artwork: 'lantern.svg',
    sheet: 'lantern.pdf',
    prices: { USD: 450, EUR: 420, JPY: 680, KWD: 1390 },
  },
  {
    id: 'owl',
    slug: 'owl',
    position: 50,
    kind: 'DOWNLOAD',
    name: 'Owl',
    summary: 'Round, solemn and awake. A good one for the bookshelf.',
    description:
      'Almost all of the owl is one wide body that narrows to the feet; the face is printed on the facets, so the eyes are in the right place without any gluing.\n\nA coin or two inside the base, taped down before you close it, makes it stand like a paperweight.\n\n- Two pages of A4, 52 facets\n- Finished: 88 mm long, 74 mm wide and 134 mm tall',
    texts: {
      de: {
        name: 'Eule',
        summary: 'Rund, ernst und hellwach. Macht sich gut im Bücherregal.',
        description:
          'Fast die ganze Eule ist ein breiter Körper, der zu den Füßen hin schmaler wird. Das Gesicht ist auf die Flächen gedruckt, so sitzen die Augen ganz ohne Kleben an der richtigen Stelle.\n\nEin oder zwei Münzen im Boden, vor dem Schließen festgeklebt, machen sie standfest wie einen Briefbeschwerer.\n\n- Zwei Seiten A4, 52 Flächen\n- Fertig: 88 mm lang, 74 mm breit und 134 mm hoch',
      },
    },
    artwork: 'owl.svg',
    sheet: 'owl.pdf',
    prices: { USD: 650, EUR: 600, JPY: 980, KWD: 2000 },
  },
  {
    id: 'commercial-licence',
    slug: 'commercial-licence',
    position: 60,
    kind: 'LICENCE',
    name: 'Commercial licence',
    summary: 'Sell what you build: finished pieces, displays and workshops.',
    description:
      'You may build every sheet you buy for yourself and as gifts, as often as you like. With this licence you may also earn money with the finished models:\n\n- sell built models, up to 500 pieces a year of each design\n- dress shop windows, sets and exhibitions\n- teach paid workshops, with a printed sheet for each person\n\nThe licence is held by one person or one company, covers every model of ours that you have bought or will buy, and does not expire. It does not allow you to sell or publish the sheets themselves.',
    texts: {
      de: {
        name: 'Gewerbliche Lizenz',
        summary: 'Verkaufen Sie, was Sie bauen: fertige Modelle, Dekorationen und Kurse.',
        description:
          'Jeden Bogen, den Sie kaufen, dürfen Sie für sich und zum Verschenken bauen, so oft Sie möchten. Mit dieser Lizenz dürfen Sie mit den fertigen Modellen auch Geld verdienen:\n\n- gebaute Modelle verkaufen, bis zu 500 Stück pro Jahr und Entwurf\n- Schaufenster, Kulissen und Ausstellungen gestalten\n- kostenpflichtige Kurse geben, mit einem gedruckten Bogen für jede Person\n\nDie Lizenz gehört einer Person oder einem Unternehmen, gilt für alle unsere Modelle, die Sie gekauft haben oder noch kaufen, und läuft nicht ab. Die Bögen selbst zu verkaufen oder zu veröffentlichen erlaubt sie nicht.',
      },
    },
    artwork: 'commercial-licence.svg',
    prices: { USD: 4900, EUR: 4500, JPY: 7400, KWD: 15000 },
  },
  {
    id: 'studio-credits-10',
    slug: 'studio-credits-10',
    position: 70,
    kind: 'CREDITS',
    name: '10 studio credits',
    summary: 'For made-to-measure sheets: another size, another paper format.',
    description:
      'Credits pay for changes that our studio makes to a model you own:\n\n- 1 credit: the same model at the finished height you name, up to 60 cm\n- 2 credits: nets laid out for A3, Letter or a cutting plotter (SVG and DXF)\n- 5 credits: facets recoloured to your palette\n\nWrite to support from the e-mail address of your account and say what you need; we reply within two working days. Credits do not expire.',
    texts: {
      de: {
        name: '10 Studio-Credits',
        summary: 'Für Bögen nach Maß: andere Größe, anderes Papierformat.',
        description:
          'Mit Credits bezahlen Sie Änderungen, die unser Studio an einem Modell vornimmt, das Sie besitzen:\n\n- 1 Credit: dasselbe Modell in der gewünschten Höhe, bis 60 cm\n- 2 Credits: Bauteile für A3, US Letter oder einen Schneideplotter (SVG und DXF)\n- 5 Credits: Flächen in Ihren eigenen Farben\n\nSchreiben Sie dem Kundenservice von der E-Mail-Adresse Ihres Kontos, was Sie brauchen; wir antworten innerhalb von zwei Werktagen. Credits verfallen nicht.',
      },
    },
    artwork: 'studio-credits-10.svg',
    credits: 10,
    prices: { USD: 1000, EUR: 920, JPY: 1500, KWD: 3050 },
  },
  {
    id: 'studio-credits-50',
    slug: 'studio-credits-50',
    position: 80,
    kind: 'CREDITS',
    name: '50 studio credits',
    summary: 'The larger pack, at a lower price per credit.',
    description:
      'The same credits as in the pack of ten, at a lower price each, for anyone fitting out a window, a set or a classroom:\n\n- 1 credit: the same model at the finished height you name, up to 60 cm\n- 2 credits: nets laid out for A3, Letter or a cutting plotter (SVG and DXF)\n- 5 credits: facets recoloured to your palette\n\nWrite to support from the e-mail address of your account and say what you need; we reply within two working days. Credits do not expire.',
    texts: {
      de: {
        name: '50 Studio-Credits',
        summary: 'Das größere Paket, zu einem günstigeren Preis pro Credit.',
        description:
          'Die gleichen Credits wie im Zehnerpaket, jeder zu einem günstigeren Preis, für alle, die ein Schaufenster, eine Kulisse oder ein Klassenzimmer ausstatten:\n\n- 1 Credit: dasselbe Modell in der gewünschten Höhe, bis 60 cm\n- 2 Credits: Bauteile für A3, US Letter oder einen Schneideplotter (SVG und DXF)\n- 5 Credits: Flächen in Ihren eigenen Farben\n\nSchreiben Sie dem Kundenservice von der E-Mail-Adresse Ihres Kontos, was Sie brauchen; wir antworten innerhalb von zwei Werktagen. Credits verfallen nicht.',
      },
    },
    artwork: 'studio-credits-50.svg',
    credits: 50,
    prices: { USD: 4200, EUR: 3900, JPY: 6300, KWD: 12900 },
  },
  {
    id: 'club-monthly',
    slug: 'club-monthly',
    position: 90,
    kind: 'MEMBERSHIP',
    name: 'Foldline Club, monthly',
    summary: 'Every sheet in the shop, month by month.',
    description:
      'While you are a member, your library holds every model in the shop, and each new one from the day it is released. Sheets you have downloaded remain yours to build when the membership ends.',
    texts: {
      de: {
        name: 'Foldline Club, monatlich',
        summary: 'Alle Bögen im Shop, Monat für Monat.',
        description:
          'Solange Sie Mitglied sind, enthält Ihre Bibliothek alle Modelle im Shop und jedes neue ab dem Tag, an dem es erscheint. Bögen, die Sie heruntergeladen haben, dürfen Sie auch nach dem Ende der Mitgliedschaft bauen.',
      },
    },
    artwork: 'club-monthly.svg',
    prices: { USD: 600, EUR: 550, JPY: 900, KWD: 1850 },
    periodLength: 1,
    periodUnit: 'month',
  },
  {
    id: 'club-half-year',
    slug: 'club-half-year',
    position: 100,
    kind: 'MEMBERSHIP',
    name: 'Foldline Club, half-yearly',
    summary: 'Six months for the price of five, after a two-week trial.',
    description:
      'While you are a member, your library holds every model in the shop, and each new one from the day it is released. Sheets you have downloaded remain yours to build when the membership ends.\n\nThe trial gives you the whole club for 14 days.',
    texts: {
      de: {
        name: 'Foldline Club, halbjährlich',
        summary: 'Sechs Monate zum Preis von fünf, nach zwei Wochen Probezeit.',
        description:
          'Solange Sie Mitglied sind, enthält Ihre Bibliothek alle Modelle im Shop und jedes neue ab dem Tag, an dem es erscheint. Bögen, die Sie heruntergeladen haben, dürfen Sie auch nach dem Ende der Mitgliedschaft bauen.\n\nIn der Probezeit steht Ihnen 14 Tage lang der ganze Club offen.',
      },
    },
    artwork: 'club-half-year.svg',
    prices: { USD: 3000, EUR: 2800, JPY: 4500, KWD: 9200 },
    periodLength: 6,
    periodUnit: 'month',
    trialPrices: { USD: 100, EUR: 90, JPY: 150, KWD: 310 },
    trialLength: 14,
    trialUnit: 'day',
  },
] as const
