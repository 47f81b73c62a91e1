curl --silent --show-error --fail-with-body --write-out '\nHTTP status %{http_code}\n' \
  "{{url}}" \
  --header "{{keyHeader}}: $KALEYRA_API_KEY" \
  --header 'content-type: application/json' \
  --data '{{json}}'
