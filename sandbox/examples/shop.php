<?php
require __DIR__ . '/paymentwall-php/lib/paymentwall.php';
Paymentwall_Config::getInstance()->set([
    'api_base_url' => getenv('PAYMENTWALL_API') ?: 'https://api.paymentwall.com/api',
    'api_type' => Paymentwall_Config::API_GOODS,
    'public_key' => getenv('PROJECT_KEY'),
    'private_key' => getenv('SECRET_KEY'),
]);
const NAMES = ['uid', 'goodsid', 'slength', 'speriod', 'type', 'ref', 'reason', 'is_test', 'sign_version', 'sig'];

function changed(callable $change) {
    $file = fopen(__DIR__ . '/payments.json', 'c+');
    flock($file, LOCK_EX);
    $payments = json_decode(stream_get_contents($file), true) ?: [];
    $result = $change($payments);
    ftruncate($file, 0);
    rewind($file);
    fwrite($file, json_encode($payments));
    return $result;
}

switch (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) {
    case '/pingback':
        $pingback = new Paymentwall_Pingback($_GET, $_SERVER['REMOTE_ADDR']);
        $strange = array_diff(array_keys($_GET), NAMES) || preg_grep('/=/', $_GET) || ($_GET['sign_version'] ?? '') !== '3';
        if ($strange || !$pingback->validate(true)) {
            http_response_code(403);
            exit('Wrong signature');
        }
        changed(function (&$payments) use ($pingback) {
            $payment = &$payments[$pingback->getReferenceId()];
            $payment['order'] = $pingback->getProductId();
            if ($pingback->isCancelable()) $payment['state'] = 'returned';
            elseif ($pingback->isDeliverable()) $payment['state'] ??= 'paid';
        });
        exit('OK');
    case '/deliveries':
        $count = changed(fn ($payments) => count(array_filter($payments, fn ($payment) => $payment === ['order' => $_GET['order'], 'state' => 'paid'])));
        exit(json_encode(['count' => $count]));
    default:
        $fox = new Paymentwall_Product('order-' . time(), 9.99, 'USD', 'Paper fox', Paymentwall_Product::TYPE_FIXED);
        $widget = new Paymentwall_Widget('user-1', 'pw', [$fox], ['email' => 'buyer@example.com']);
        echo '<a href="' . htmlspecialchars($widget->getUrl()) . '">Buy the fox</a>';
}
