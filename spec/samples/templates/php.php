<?php
$curl = curl_init("{{url}}");
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_FOLLOWLOCATION => false,
    CURLOPT_TIMEOUT => 30,
    CURLOPT_HTTPHEADER => ['{{keyHeader}}: ' . $_SERVER['KALEYRA_API_KEY'], 'content-type: application/json'],
    CURLOPT_POSTFIELDS => <<<'JSON'
        {{json}}
        JSON,
]);
$body = curl_exec($curl);
$status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
echo $body === false ? curl_error($curl) : "$status $body", "\n";
exit($status >= 200 && $status < 300 ? 0 : 1);
