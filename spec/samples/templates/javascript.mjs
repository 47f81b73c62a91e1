const { env } = process
const response = await fetch(`{{url}}`, {
  method: 'POST',
  redirect: 'manual',
  signal: AbortSignal.timeout(30_000),
  headers: { '{{keyHeader}}': env.KALEYRA_API_KEY, 'content-type': 'application/json' },
  body: JSON.stringify({{json}}),
})
console.log(response.status, await response.text())
if (!response.ok) process.exitCode = 1
