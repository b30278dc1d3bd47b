export const help = `Paymentwall on your desk: the payment page, Brick, pingbacks and APIs, without an account. No money moves.

  paymentwall-sandbox [start] [options]         runs the emulator
  paymentwall-sandbox drill [options]           tests a pingback listener
  paymentwall-sandbox explain <URL> [options]   says why a signature is wrong
  paymentwall-sandbox export <REF> [options]    saves a payment's conversation with the shop
  paymentwall-sandbox replay <FILE> [options]   sends its pingbacks again and compares the answers

start
  --pingback-url URL    where the shop listens for pingbacks   (http://localhost:8000/pingback)
  --project-key KEY, --secret-key KEY, --brick-public KEY, --brick-private KEY
                        the project's keys; those not given are made, printed and kept
  --sign-version 1|2|3  signature version of pingbacks         (3)
  --api-type digital-goods|virtual-currency|cart               (digital-goods)
  --config FILE         all of this for one or several projects, as JSON
  --port NUMBER         (4000)
  --listen ADDRESS      the address to listen on               (127.0.0.1: this machine only)
  --host NAME           a further name by which the emulator is called, such as api.paymentwall.com; may be repeated
  --tls                 serve HTTPS, with a certificate from its own CA; prints how to make programs trust it
  --seed NUMBER         the same ids and times in each run: nothing is kept, and the clock moves only when it is told to
  --data-dir FOLDER     where payments and made keys are kept  (.paymentwall-sandbox)

drill
  --pingback-url URL    the listener to test
  --secret-key KEY      the key that its pingbacks are signed with
  --project-key KEY     also tests that pingbacks signed with it are refused
  --sign-version 2|3    the version that it is set to          (3)
  --api-type TYPE       the API of its project                 (digital-goods)
  --uid UID             the buyer of the orders                (drill-user)
  --order-command CMD   prints a fresh order's id; without it the ids are made up
  --deliveries URL      answers {"count": n} for ?order=ID, or for {order} in its path: how often the order is delivered now
  --deliveries-command CMD   prints the same; the order's id is its last argument
  --restart-command CMD restarts the listener
  --only NAME           one drill; may be repeated
  --seed NUMBER         the order of what is shuffled          (1)
  --format table|json|junit                                    (table)
  Ends with 0 if no drill failed, else with 1.

explain
  --secret-key KEY      may be repeated, to find out whose secret signed it
  --format text|json                                           (text)

export, replay (need a running emulator)
  --url URL             its address                            (http://localhost:4000)
  --project NAME        which of its projects                  (the first one)
  --output FILE         export: the file to write; without it the conversation is printed
  --ref REF, --uid UID, --order ID   replay: to use instead of the exported ones
  --format table|json   replay                                 (table)
  replay exits with 0 if the answers are the same, else with 1.

  --help, --version
`
