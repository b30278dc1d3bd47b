import json, os, sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'paymentwall-python'))
from paymentwall import Paymentwall, Pingback, Product, Widget

Paymentwall.set_api_type(Paymentwall.API_GOODS)
Paymentwall.set_app_key(os.environ['PROJECT_KEY'])
Paymentwall.set_secret_key(os.environ['SECRET_KEY'])
Widget.BASE_URL = os.environ.get('PAYMENTWALL_API', Widget.BASE_URL)

NAMES = {'uid', 'goodsid', 'slength', 'speriod', 'type', 'ref', 'reason', 'is_test', 'sign_version', 'sig'}
payments, lock = {}, threading.Lock()


class Shop(BaseHTTPRequestHandler):
    def do_GET(self):
        url = urlsplit(self.path)
        pairs = parse_qsl(url.query, keep_blank_values=True)
        got = dict(pairs)
        if url.path == '/pingback':
            strange = len(got) < len(pairs) or set(got) - NAMES or any('=' in value for value in got.values())
            pingback = Pingback(dict(got), self.client_address[0])
            if strange or got.get('sign_version') != '3' or not pingback.validate(True):
                return self.answer(403, 'Wrong signature')
            with lock:
                payment = payments.setdefault(got['ref'], {'order': got['goodsid'], 'state': 'new'})
                if pingback.is_cancelable():
                    payment['state'] = 'returned'
                elif pingback.is_deliverable() and payment['state'] == 'new':
                    payment['state'] = 'paid'
            return self.answer(200, 'OK')
        if url.path == '/deliveries':
            paid = {'order': got['order'], 'state': 'paid'}
            return self.answer(200, json.dumps({'count': list(payments.values()).count(paid)}))
        fox = Product(f'order-{int(time.time())}', 9.99, 'USD', 'Paper fox', Product.TYPE_FIXED)
        widget = Widget('user-1', 'pw', [fox], {'email': 'buyer@example.com'})
        self.answer(200, f'<a href="{widget.get_url()}">Buy the fox</a>')

    def answer(self, status, text):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())


ThreadingHTTPServer(('localhost', int(os.environ.get('PORT', 8000))), Shop).serve_forever()
