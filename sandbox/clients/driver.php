<?php
// Does what standard input asks for with the PHP library, and prints what the library makes of the answer.
ini_set('display_errors', 'stderr');
$task = json_decode(stream_get_contents(STDIN), true);
require $task['library'] . '/lib/paymentwall.php';
Paymentwall_Config::getInstance()->set([
    'api_base_url' => $task['url'] . '/api',
    'api_type' => $task['api'] ?? Paymentwall_Config::API_GOODS,
    'public_key' => $task['publicKey'],
    'private_key' => $task['privateKey'],
]);

function product(array $of)
{
    return new Paymentwall_Product(
        $of['id'],
        $of['amount'],
        $of['currency'],
        $of['name'],
        isset($of['period']) ? Paymentwall_Product::TYPE_SUBSCRIPTION : Paymentwall_Product::TYPE_FIXED,
        $of['period'][0] ?? 0,
        $of['period'][1] ?? '',
        isset($of['period']),
        isset($of['trial']) ? product($of['trial']) : null
    );
}

function concluded(Paymentwall_ApiObject $object)
{
    return [
        'answer' => $object->getProperties(),
        'shown' => json_decode($object->getPublicData(), true),
        'isSuccessful' => $object->isSuccessful(),
    ];
}

function done(array $task)
{
    switch ($task['do']) {
        case 'widget':
            $products = array_map('product', $task['products']);
            $widget = new Paymentwall_Widget($task['uid'], $task['code'], $products, $task['extra']);
            return ['page' => file_get_contents($widget->getUrl())];
        case 'token':
            $token = new Paymentwall_OneTimeToken();
            return ['token' => $token->create($task['fields'])->getToken()];
        case 'charge':
            $charge = new Paymentwall_Charge();
            return concluded($charge->create($task['fields']));
        case 'charge-action':
            $charge = new Paymentwall_Charge($task['id']);
            return concluded($charge->{$task['action']}());
        case 'subscription':
            $subscription = new Paymentwall_Subscription();
            return concluded($subscription->create($task['fields']));
        case 'delivery':
            $delivery = new Paymentwall_GenerericApiObject('delivery');
            return ['answer' => $delivery->post($task['fields'])];
        case 'pingback':
            parse_str($task['query'], $parameters);
            $pingback = new Paymentwall_Pingback($parameters, $task['address']);
            return ['isValid' => $pingback->validate(), 'isDeliverable' => $pingback->isDeliverable()];
    }
}

echo json_encode(done($task));
